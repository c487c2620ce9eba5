package dev.brownout.faults.http;

import dev.brownout.api.Fault;

/**
 * Requests are answered with a provider's HTML page and never reach the target.
 *
 * @param status status code, 400 to 599
 * @param ratio the share of requests, over 0 and up to 1
 * @param page which page
 */
public record ErrorPageFault(int status, double ratio, ErrorPage page) implements Fault {
    static final String KIND = "http.error-page";

    @Override
    public String kind() {
        return KIND;
    }
}
