package dev.brownout.faults.conformance;

import java.util.Map;
import org.junit.jupiter.api.Nested;

/** Every fault of the http plane, each with all that it means and most with a share. */
class HttpFaultsIT {

    @Nested
    class Abort extends HttpConformance {
        @Override
        protected String kind() {
            return "http.abort";
        }

        @Override
        protected Map<String, ?> arguments() {
            return Map.of();
        }
    }

    @Nested
    class AbortOfAShare extends HttpConformance {
        @Override
        protected String kind() {
            return "http.abort";
        }

        @Override
        protected Map<String, ?> arguments() {
            return Map.of("how", "close", "ratio", 0.3, "method", "GET");
        }
    }

    @Nested
    class Alternate extends HttpConformance {
        @Override
        protected String kind() {
            return "http.alternate";
        }

        @Override
        protected Map<String, ?> arguments() {
            return Map.of("period", "200ms", "share", 0.4, "page", "google");
        }
    }

    @Nested
    class Delay extends HttpConformance {
        @Override
        protected String kind() {
            return "http.delay";
        }

        @Override
        protected Map<String, ?> arguments() {
            return Map.of("delay", "100ms", "jitter", "10ms");
        }
    }

    @Nested
    class DelayOfAShare extends HttpConformance {
        @Override
        protected String kind() {
            return "http.delay";
        }

        @Override
        protected Map<String, ?> arguments() {
            return Map.of("delay", "200ms", "ratio", 0.3);
        }
    }

    @Nested
    class DropHeaders extends HttpConformance {
        @Override
        protected String kind() {
            return "http.drop-headers";
        }

        @Override
        protected Map<String, ?> arguments() {
            return Map.of("headers", "Date, Content-Type");
        }
    }

    @Nested
    class ErrorPage extends HttpConformance {
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
    class ErrorPageOfAShare extends HttpConformance {
        @Override
        protected String kind() {
            return "http.error-page";
        }

        @Override
        protected Map<String, ?> arguments() {
            return Map.of("status", 520, "ratio", 0.25, "page", "cloudflare", "path", "/ord*");
        }
    }

    @Nested
    class Freeze extends HttpConformance {
        @Override
        protected String kind() {
            return "http.freeze";
        }

        @Override
        protected Map<String, ?> arguments() {
            return Map.of();
        }
    }

    @Nested
    class FreezeOfAShareWithFreshTimes extends HttpConformance {
        @Override
        protected String kind() {
            return "http.freeze";
        }

        @Override
        protected Map<String, ?> arguments() {
            return Map.of("timestamps", "fresh", "ratio", 0.5);
        }
    }

    @Nested
    class LostAnswer extends HttpConformance {
        @Override
        protected String kind() {
            return "http.lost-answer";
        }

        @Override
        protected Map<String, ?> arguments() {
            return Map.of();
        }
    }

    @Nested
    class LostAnswerOfAShareToldAs504 extends HttpConformance {
        @Override
        protected String kind() {
            return "http.lost-answer";
        }

        @Override
        protected Map<String, ?> arguments() {
            return Map.of("how", "504", "page", "cloudfront", "ratio", 0.3);
        }
    }

    @Nested
    class Rewrite extends HttpConformance {
        @Override
        protected String kind() {
            return "http.rewrite";
        }

        @Override
        protected Map<String, ?> arguments() {
            return Map.of("patch", "[{\"op\":\"add\",\"path\":\"/balances\",\"value\":[]}]");
        }
    }

    @Nested
    class RewriteOfAShareOfHeads extends HttpConformance {
        @Override
        protected String kind() {
            return "http.rewrite";
        }

        @Override
        protected Map<String, ?> arguments() {
            return Map.of("set-headers", "X-Bot-Score: 0", "status", 203, "ratio", 0.3);
        }
    }

    @Nested
    class Stall extends HttpConformance {
        @Override
        protected String kind() {
            return "http.stall";
        }

        @Override
        protected Map<String, ?> arguments() {
            return Map.of();
        }
    }

    @Nested
    class StallOfAShareInTheBody extends HttpConformance {
        @Override
        protected String kind() {
            return "http.stall";
        }

        @Override
        protected Map<String, ?> arguments() {
            return Map.of("after", 3, "ratio", 0.5);
        }
    }

    @Nested
    class Throttle extends HttpConformance {
        @Override
        protected String kind() {
            return "http.throttle";
        }

        @Override
        protected Map<String, ?> arguments() {
            return Map.of("retry-after", "30s");
        }
    }

    @Nested
    class ThrottleAboveAQuota extends HttpConformance {
        @Override
        protected String kind() {
            return "http.throttle";
        }

        @Override
        protected Map<String, ?> arguments() {
            return Map.of("quota", 1, "window", "10s", "status", 418);
        }
    }

    @Nested
    class WebSocketClose extends HttpConformance {
        @Override
        protected String kind() {
            return "ws.close";
        }

        @Override
        protected Map<String, ?> arguments() {
            return Map.of("code", 1012);
        }
    }

    @Nested
    class WebSocketDropFrames extends HttpConformance {
        @Override
        protected String kind() {
            return "ws.drop-frames";
        }

        @Override
        protected Map<String, ?> arguments() {
            return Map.of("ratio", 0.2);
        }
    }

    @Nested
    class WebSocketSilence extends HttpConformance {
        @Override
        protected String kind() {
            return "ws.silence";
        }

        @Override
        protected Map<String, ?> arguments() {
            return Map.of();
        }
    }

    @Nested
    class WebSocketSilenceOfAShareUpstream extends HttpConformance {
        @Override
        protected String kind() {
            return "ws.silence";
        }

        @Override
        protected Map<String, ?> arguments() {
            return Map.of("direction", "upstream", "ratio", 0.5);
        }
    }
}
