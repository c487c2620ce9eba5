package dev.brownout.faults.conformance;

import dev.brownout.api.Protocol;
import java.util.Map;
import org.junit.jupiter.api.Nested;

/** Every fault of the http plane, each with all requests and with a share of them. */
class HttpFaultsIT {

    @Nested
    class ErrorPage extends LinkConformance {
        @Override
        protected Protocol protocol() {
            return Protocol.HTTP1;
        }

        @Override
        protected String kind() {
            return "http.error-page";
        }

        @Override
        protected Map<String, ?> arguments() {
            return Map.of();
        }
    }

    @Nested
    class ErrorPageOfAShare extends LinkConformance {
        @Override
        protected Protocol protocol() {
            return Protocol.HTTP1;
        }

        @Override
        protected String kind() {
            return "http.error-page";
        }

        @Override
        protected Map<String, ?> arguments() {
            return Map.of("status", 503, "ratio", 0.25, "page", "cloudflare");
        }
    }
}
