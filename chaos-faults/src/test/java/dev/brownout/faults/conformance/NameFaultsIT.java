package dev.brownout.faults.conformance;

import java.util.Map;
import org.junit.jupiter.api.Nested;

/** Every fault of the dns plane; some with a share of the questions, with a domain and with all of them. */
class NameFaultsIT {

    @Nested
    class EmptyAnswer extends NameConformance {
        EmptyAnswer() {
            super("dns.empty-answer", Map.of("negative-ttl", "1s"));
        }
    }

    @Nested
    class EmptyAnswerOfAShare extends NameConformance {
        EmptyAnswerOfAShare() {
            super("dns.empty-answer", Map.of("ratio", 0.25));
        }
    }

    @Nested
    class EmptyAnswerOfADomain extends NameConformance {
        EmptyAnswerOfADomain() {
            super("dns.empty-answer", Map.of("scope", "suffix", "suffix", "exchange.test"));
        }
    }

    @Nested
    class Flap extends NameConformance {
        Flap() {
            super("dns.flap", Map.of("period", "400ms"));
        }
    }

    @Nested
    class ForcedTtl extends NameConformance {
        ForcedTtl() {
            super("dns.ttl", Map.of("ttl", Integer.MAX_VALUE));
        }
    }

    @Nested
    class NameError extends NameConformance {
        NameError() {
            super("dns.nxdomain", Map.of());
        }
    }

    @Nested
    class NoReply extends NameConformance {
        NoReply() {
            super("dns.timeout", Map.of());
        }
    }

    @Nested
    class NoReplyOfAShare extends NameConformance {
        NoReplyOfAShare() {
            super("dns.timeout", Map.of("ratio", 0.25));
        }
    }

    @Nested
    class PartialAnswer extends NameConformance {
        PartialAnswer() {
            super("dns.partial", Map.of());
        }
    }

    @Nested
    class Refused extends NameConformance {
        Refused() {
            super("dns.refused", Map.of());
        }
    }

    @Nested
    class ServerFailure extends NameConformance {
        ServerFailure() {
            super("dns.servfail", Map.of());
        }
    }

    @Nested
    class ServerFailureOfTheResolver extends NameConformance {
        ServerFailureOfTheResolver() {
            super("dns.servfail", Map.of("scope", "resolver"));
        }
    }

    @Nested
    class SlowAnswer extends NameConformance {
        SlowAnswer() {
            super("dns.slow", Map.of("delay", "200ms", "jitter", "50ms"));
        }
    }

    @Nested
    class SlowAnswerOfAShare extends NameConformance {
        SlowAnswerOfAShare() {
            super("dns.slow", Map.of("delay", "200ms", "ratio", 0.5));
        }
    }

    @Nested
    class StaleAnswer extends NameConformance {
        StaleAnswer() {
            super("dns.stale-answer", Map.of());
        }
    }

    @Nested
    class TruncatedWithTcp extends NameConformance {
        TruncatedWithTcp() {
            super("dns.truncated", Map.of());
        }
    }

    @Nested
    class TruncatedWithoutTcp extends NameConformance {
        TruncatedWithoutTcp() {
            super("dns.truncated", Map.of("tcp", "closed"));
        }
    }

    @Nested
    class WrongAddress extends NameConformance {
        WrongAddress() {
            super("dns.wrong-address", Map.of());
        }
    }

    @Nested
    class WrongAddressOfAShare extends NameConformance {
        WrongAddressOfAShare() {
            super("dns.wrong-address", Map.of("ratio", 0.25));
        }
    }
}
