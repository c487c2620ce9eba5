package dev.brownout.faults.dns;

import dev.brownout.api.Arguments;
import dev.brownout.api.Vantage.DnsReading;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.xbill.DNS.Rcode;

/**
 * A name that exists and has no addresses: NOERROR, an empty answer section, and a SOA in the authority section (RFC
 * 2308, section 2.2, "NODATA").
 *
 * @param reach which questions it hits
 * @param negativeTtl how long the absence may be cached (RFC 2308), whole seconds
 */
public record EmptyAnswer(Reach reach, Duration negativeTtl) implements DnsFault {
    static final String KIND = "dns.empty-answer";

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public CompletionStage<DnsReply> answer(DnsHit hit) {
        return DnsReply.now(DnsReplies.negative(
                hit.question(), Rcode.NOERROR, hit.question().name(), negativeTtl));
    }

    @Override
    public boolean shows(DnsReading reading, Optional<Published> published) {
        return reading.code().equals("NOERROR") && reading.addresses().isEmpty() && reading.soa();
    }

    /** Registers it. */
    public static final class Kind extends DnsFaultKind<EmptyAnswer> {
        /** Make the kind, for {@link java.util.ServiceLoader}. */
        public Kind() {
            super(describe(KIND, "The name exists and has no addresses.")
                    .withParameters(NEGATIVE_TTL, Reach.RATIO, Reach.SCOPE, Reach.SUFFIX)
                    .withSymptom("query on the wire", "NOERROR, no answers, a SOA with the chosen negative TTL")
                    .withSymptom("look-up in a JVM", "UnknownHostException, once the cached addresses have run out")
                    .withIncidents("aws-us-east-1-dynamodb-dns-2025-10-20")
                    .withExample(Map.of("negative-ttl", "1s")));
        }

        @Override
        public EmptyAnswer create(Arguments arguments) {
            return new EmptyAnswer(Reach.of(arguments), arguments.duration(NEGATIVE_TTL.name()));
        }
    }
}
