package dev.brownout.faults.conformance;

import java.util.Map;
import org.junit.jupiter.api.Nested;

/** Every fault of the dns plane; some with a share of the questions, with a domain and with all of them. */
class NameFaultsIT {

    abstract static class Case extends NameConformance {
        private final String kind;
        private final Map<String, ?> arguments;

        Case(String kind, Map<String, ?> arguments) {
            this.kind = kind;
            this.arguments = arguments;
        }

        @Override
        protected String kind() {
            return kind;
        }

        @Override
        protected Map<String, ?> arguments() {
            return arguments;
        }
    }

    @Nested
    class EmptyAnswer extends Case {
        EmptyAnswer() {
            super("dns.empty-answer", Map.of("negative-ttl", "1s"));
        }
    }

    @Nested
    class EmptyAnswerOfAShare extends Case {
        EmptyAnswerOfAShare() {
            super("dns.empty-answer", Map.of("ratio", 0.25));
        }
    }

    @Nested
    class EmptyAnswerOfADomain extends Case {
        EmptyAnswerOfADomain() {
            super("dns.empty-answer", Map.of("scope", "suffix", "suffix", "exchange.test"));
        }
    }

    @Nested
    class Flap extends Case {
        Flap() {
            super("dns.flap", Map.of("period", "400ms"));
        }
    }

    @Nested
    class ForcedTtl extends Case {
        ForcedTtl() {
            super("dns.ttl", Map.of("ttl", Integer.MAX_VALUE));
        }
    }

    @Nested
    class NameError extends Case {
        NameError() {
            super("dns.nxdomain", Map.of());
        }
    }

    @Nested
    class NoReply extends Case {
        NoReply() {
            super("dns.timeout", Map.of());
        }
    }

    @Nested
    class NoReplyOfAShare extends Case {
        NoReplyOfAShare() {
            super("dns.timeout", Map.of("ratio", 0.25));
        }
    }

    @Nested
    class PartialAnswer extends Case {
        PartialAnswer() {
            super("dns.partial", Map.of());
        }
    }

    @Nested
    class Refused extends Case {
        Refused() {
            super("dns.refused", Map.of());
        }
    }

    @Nested
    class ServerFailure extends Case {
        ServerFailure() {
            super("dns.servfail", Map.of());
        }
    }

    @Nested
    class ServerFailureOfTheResolver extends Case {
        ServerFailureOfTheResolver() {
            super("dns.servfail", Map.of("scope", "resolver"));
        }
    }

    @Nested
    class SlowAnswer extends Case {
        SlowAnswer() {
            super("dns.slow", Map.of("delay", "200ms", "jitter", "50ms"));
        }
    }

    @Nested
    class SlowAnswerOfAShare extends Case {
        SlowAnswerOfAShare() {
            super("dns.slow", Map.of("delay", "200ms", "ratio", 0.5));
        }
    }

    @Nested
    class StaleAnswer extends Case {
        StaleAnswer() {
            super("dns.stale-answer", Map.of());
        }
    }

    @Nested
    class TruncatedWithTcp extends Case {
        TruncatedWithTcp() {
            super("dns.truncated", Map.of());
        }
    }

    @Nested
    class TruncatedWithoutTcp extends Case {
        TruncatedWithoutTcp() {
            super("dns.truncated", Map.of("tcp", "closed"));
        }
    }

    @Nested
    class WrongAddress extends Case {
        WrongAddress() {
            super("dns.wrong-address", Map.of());
        }
    }

    @Nested
    class WrongAddressOfAShare extends Case {
        WrongAddressOfAShare() {
            super("dns.wrong-address", Map.of("ratio", 0.25));
        }
    }
}
