package dev.brownout.faults.dns;

import dev.brownout.api.Arguments;
import dev.brownout.api.Vantage.DnsReading;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.xbill.DNS.Rcode;

/**
 * A name that does not exist: NXDOMAIN with a SOA in the authority section (RFC 2308, section 2.1).
 *
 * @param reach which questions it hits
 * @param negativeTtl how long the absence may be cached (RFC 2308), whole seconds
 */
public record NameError(Reach reach, Duration negativeTtl) implements DnsFault {
    static final String KIND = "dns.nxdomain";

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public CompletionStage<DnsReply> answer(DnsHit hit) {
        return DnsReply.now(DnsReplies.negative(
                hit.question(), Rcode.NXDOMAIN, hit.question().name(), negativeTtl));
    }

    @Override
    public boolean shows(DnsReading reading, Optional<Published> published) {
        return reading.code().equals("NXDOMAIN");
    }

    /** Registers it. */
    public static final class Kind extends DnsFaultKind<NameError> {
        /** Make the kind, for {@link java.util.ServiceLoader}. */
        public Kind() {
            super(describe(KIND, "The name does not exist.")
                    .withParameters(NEGATIVE_TTL, Reach.RATIO, Reach.SCOPE, Reach.SUFFIX)
                    .withSymptom("query on the wire", "NXDOMAIN, a SOA with the chosen negative TTL")
                    .withSymptom("look-up in a JVM", "UnknownHostException, once the cached addresses have run out")
                    .withExample(Map.of("negative-ttl", "1s")));
        }

        @Override
        public NameError create(Arguments arguments) {
            return new NameError(Reach.of(arguments), arguments.duration(NEGATIVE_TTL.name()));
        }
    }
}
