package dev.brownout.faults.http;

import dev.brownout.api.Arguments;
import dev.brownout.api.InvalidFaultException;
import dev.brownout.api.Parameter;
import dev.brownout.api.Vantage.HttpReading;
import dev.brownout.faults.http.proxy.Effect;
import dev.brownout.faults.http.proxy.Match;

/**
 * Requests are answered with a provider's HTML page and never reach the target. A request's body is read and thrown away, and
 * the connection is kept.
 *
 * @param match which requests
 * @param status status code, 400 to 599
 * @param page which page
 */
public record ErrorPageFault(Match match, int status, ErrorPage page) implements HttpFault {
    static final String KIND = "http.error-page";

    static final Parameter STATUS = Parameter.integer("status", "502", 400, 599, "the status code");
    static final Parameter PAGE =
            Parameter.text("page", "nginx", "whose page it looks like: " + String.join(", ", ErrorPage.names()));

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public boolean hides() {
        return true;
    }

    static ErrorPage page(Arguments arguments) {
        var page = arguments.text("page");
        return ErrorPage.find(page)
                .orElseThrow(() -> new InvalidFaultException(
                        "page", "page must be one of " + ErrorPage.names() + ", but was \"" + page + "\""));
    }

    /** Registers it. */
    public static final class Kind extends HttpFaultKind<ErrorPageFault> {
        /** Make the kind, for {@link java.util.ServiceLoader}. */
        public Kind() {
            super(describe(
                            KIND,
                            "Requests on an HTTP link are answered with a provider's HTML error page.",
                            STATUS,
                            PAGE)
                    .withSymptom("victim", "the status and an HTML body, at once, on a connection that stays open")
                    .withWitness("a GET through the link: status, content type and the digest of the page")
                    .withIncidents(
                            "gcp-service-control-2025-06-12",
                            "cloudflare-bot-management-2025-11-18",
                            "cloudflare-waf-killswitch-2025-12-05",
                            "cloudflare-workers-kv-2025-06-12",
                            "cloudflare-regex-2019-07-02",
                            "akamai-edge-dns-2021-07-22",
                            "fastly-2021-06-08",
                            "coinbase-surge-2020-06-01"));
        }

        @Override
        public ErrorPageFault create(Arguments arguments) {
            return new ErrorPageFault(Matching.of(arguments), (int) arguments.integer("status"), page(arguments));
        }

        @Override
        Effect effect(ErrorPageFault fault) {
            return new PageEffect(fault.status(), fault.page(), hit -> true);
        }

        @Override
        boolean shows(ErrorPageFault fault, HttpReading reading) {
            return fault.page().isShown(fault.status(), reading);
        }
    }
}
