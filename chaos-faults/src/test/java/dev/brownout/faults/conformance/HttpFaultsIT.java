package dev.brownout.faults.conformance;

import java.util.Map;
import org.junit.jupiter.api.Nested;

/** Every fault of the http plane, each with all that it means and most with a share. */
class HttpFaultsIT {

    @Nested
    class Abort extends HttpConformance {
        Abort() {
            super("http.abort", Map.of());
        }
    }

    @Nested
    class AbortOfAShare extends HttpConformance {
        AbortOfAShare() {
            super("http.abort", Map.of("how", "close", "ratio", 0.3, "method", "GET"));
        }
    }

    @Nested
    class Alternate extends HttpConformance {
        Alternate() {
            super("http.alternate", Map.of("period", "200ms", "share", 0.4, "page", "google"));
        }
    }

    @Nested
    class Delay extends HttpConformance {
        Delay() {
            super("http.delay", Map.of("delay", "100ms", "jitter", "10ms"));
        }
    }

    @Nested
    class DelayOfAShare extends HttpConformance {
        DelayOfAShare() {
            super("http.delay", Map.of("delay", "200ms", "ratio", 0.3));
        }
    }

    @Nested
    class DropHeaders extends HttpConformance {
        DropHeaders() {
            super("http.drop-headers", Map.of("headers", "Date, Content-Type"));
        }
    }

    @Nested
    class ErrorPage extends HttpConformance {
        ErrorPage() {
            super("http.error-page", Map.of());
        }
    }

    @Nested
    class ErrorPageOfAShare extends HttpConformance {
        ErrorPageOfAShare() {
            super("http.error-page", Map.of("status", 520, "ratio", 0.25, "page", "cloudflare", "path", "/ord*"));
        }
    }

    @Nested
    class Freeze extends HttpConformance {
        Freeze() {
            super("http.freeze", Map.of());
        }
    }

    @Nested
    class FreezeOfAShareWithFreshTimes extends HttpConformance {
        FreezeOfAShareWithFreshTimes() {
            super("http.freeze", Map.of("timestamps", "fresh", "ratio", 0.5));
        }
    }

    @Nested
    class LostAnswer extends HttpConformance {
        LostAnswer() {
            super("http.lost-answer", Map.of());
        }
    }

    @Nested
    class LostAnswerOfAShareToldAs504 extends HttpConformance {
        LostAnswerOfAShareToldAs504() {
            super("http.lost-answer", Map.of("how", "504", "page", "cloudfront", "ratio", 0.3));
        }
    }

    @Nested
    class Rewrite extends HttpConformance {
        Rewrite() {
            super("http.rewrite", Map.of("patch", "[{\"op\":\"add\",\"path\":\"/balances\",\"value\":[]}]"));
        }
    }

    @Nested
    class RewriteOfAShareOfHeads extends HttpConformance {
        RewriteOfAShareOfHeads() {
            super("http.rewrite", Map.of("set-headers", "X-Bot-Score: 0", "status", 203, "ratio", 0.3));
        }
    }

    @Nested
    class Stall extends HttpConformance {
        Stall() {
            super("http.stall", Map.of());
        }
    }

    @Nested
    class StallOfAShareInTheBody extends HttpConformance {
        StallOfAShareInTheBody() {
            super("http.stall", Map.of("after", 3, "ratio", 0.5));
        }
    }

    @Nested
    class Throttle extends HttpConformance {
        Throttle() {
            super("http.throttle", Map.of("retry-after", "30s"));
        }
    }

    @Nested
    class ThrottleAboveAQuota extends HttpConformance {
        ThrottleAboveAQuota() {
            super("http.throttle", Map.of("quota", 1, "window", "10s", "status", 418));
        }
    }

    @Nested
    class WebSocketClose extends HttpConformance {
        WebSocketClose() {
            super("ws.close", Map.of("code", 1012));
        }
    }

    @Nested
    class WebSocketDropFrames extends HttpConformance {
        WebSocketDropFrames() {
            super("ws.drop-frames", Map.of("ratio", 0.2));
        }
    }

    @Nested
    class WebSocketSilence extends HttpConformance {
        WebSocketSilence() {
            super("ws.silence", Map.of());
        }
    }

    @Nested
    class WebSocketSilenceOfAShareUpstream extends HttpConformance {
        WebSocketSilenceOfAShareUpstream() {
            super("ws.silence", Map.of("direction", "upstream", "ratio", 0.5));
        }
    }
}
