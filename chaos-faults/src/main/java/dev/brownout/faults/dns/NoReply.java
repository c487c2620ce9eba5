package dev.brownout.faults.dns;

import dev.brownout.api.Arguments;
import dev.brownout.api.Vantage.DnsReading;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * A server that never answers for a name, over UDP or TCP.
 *
 * @param reach which questions it hits
 */
public record NoReply(Reach reach) implements DnsFault {
    static final String KIND = "dns.timeout";

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public CompletionStage<DnsReply> answer(DnsHit hit) {
        return DnsReply.SILENCE.now();
    }

    @Override
    public boolean shows(DnsReading reading, Optional<Published> published) {
        return reading.code().equals("TIMEOUT");
    }

    /** Registers it. */
    public static final class Kind extends DnsFaultKind<NoReply> {
        /** Make the kind, for {@link java.util.ServiceLoader}. */
        public Kind() {
            super(describe(KIND, "The DNS server never answers for the name.")
                    .withParameters(Reach.RATIO, Reach.SCOPE, Reach.SUFFIX)
                    .withSymptom("query on the wire", "no answer")
                    .withSymptom(
                            "look-up in a JVM",
                            "hangs for the time-out times the tries of the resolver, then UnknownHostException, once the cached addresses have run out")
                    .withIncidents("azure-front-door-2025-10-29", "cloudflare-resolver-1111-2025-07-14"));
        }

        @Override
        public NoReply create(Arguments arguments) {
            return new NoReply(Reach.of(arguments));
        }
    }
}
