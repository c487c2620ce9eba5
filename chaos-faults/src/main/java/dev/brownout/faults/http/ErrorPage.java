package dev.brownout.faults.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/**
 * The HTML that stands where JSON was expected. Shaped like what providers send, in words of our own; the same bytes every
 * time, so that a witness can know them.
 */
public enum ErrorPage {
    /** A web server's bare page. */
    NGINX("""
            <html>
            <head><title>%1$d %2$s</title></head>
            <body>
            <center><h1>%1$d %2$s</h1></center>
            <hr><center>nginx</center>
            </body>
            </html>
            """),
    /** A content network's styled page. */
    CLOUDFLARE("""
            <!DOCTYPE html>
            <html lang="en-US">
            <head>
            <meta charset="UTF-8">
            <title>%1$d: %2$s</title>
            <meta name="robots" content="noindex, nofollow">
            <style>body{font-family:sans-serif;margin:3em auto;max-width:60em} .ray{color:#666}</style>
            </head>
            <body>
            <h1>%2$s <span>Error code %1$d</span></h1>
            <div><h2>What happened?</h2><p>An internal fault occurred in the network in front of this site.</p></div>
            <div><h2>What can I do?</h2><p>Come back in a few minutes and try once more.</p></div>
            <p class="ray">cloudflare &bull; Ray ID: 0000000000000000</p>
            </body>
            </html>
            """),
    /** A load balancer's page of one heading. */
    GENERIC("""
            <!DOCTYPE html>
            <html><head><title>%2$s</title></head>
            <body><h1>%1$d %2$s</h1><p>The service cannot answer at the moment.</p></body></html>
            """);

    private final String template;

    ErrorPage(String template) {
        this.template = template;
    }

    /**
     * Find a page by its name.
     *
     * @param name lower case
     * @return the page; empty when there is none of that name
     */
    public static Optional<ErrorPage> find(String name) {
        for (var page : values()) {
            if (page.wireName().equals(name)) {
                return Optional.of(page);
            }
        }
        return Optional.empty();
    }

    /**
     * Give its name.
     *
     * @return lower case
     */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Write the page.
     *
     * @param status the status code
     * @param reason the status' phrase
     * @return the bytes, in UTF-8
     */
    byte[] body(int status, String reason) {
        return String.format(Locale.ROOT, template, status, reason).getBytes(StandardCharsets.UTF_8);
    }

    /** Give the SHA-256 of the page in lower-case hex. */
    String digest(int status, String reason) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body(status, reason)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
