package dev.brownout.faults.conformance;

import java.util.Map;
import org.junit.jupiter.api.Nested;

/** Every fault of the dns plane; with a share of the questions, which all decide alike, one that answers and one that does not. */
class NameFaultsIT {

    @Nested
    class EmptyAnswer extends NameConformance {
        @Override
        protected String kind() {
            return "dns.empty-answer";
        }

        @Override
        protected Map<String, ?> arguments() {
            return Map.of("negative-ttl", "1s");
        }
    }

    @Nested
    class EmptyAnswerOfAShare extends NameConformance {
        @Override
        protected String kind() {
            return "dns.empty-answer";
        }

        @Override
        protected Map<String, ?> arguments() {
            return Map.of("ratio", 0.25);
        }
    }

    @Nested
    class NameError extends NameConformance {
        @Override
        protected String kind() {
            return "dns.nxdomain";
        }

        @Override
        protected Map<String, ?> arguments() {
            return Map.of();
        }
    }

    @Nested
    class ServerFailure extends NameConformance {
        @Override
        protected String kind() {
            return "dns.servfail";
        }

        @Override
        protected Map<String, ?> arguments() {
            return Map.of();
        }
    }

    @Nested
    class NoReply extends NameConformance {
        @Override
        protected String kind() {
            return "dns.timeout";
        }

        @Override
        protected Map<String, ?> arguments() {
            return Map.of();
        }
    }

    @Nested
    class NoReplyOfAShare extends NameConformance {
        @Override
        protected String kind() {
            return "dns.timeout";
        }

        @Override
        protected Map<String, ?> arguments() {
            return Map.of("ratio", 0.25);
        }
    }
}
