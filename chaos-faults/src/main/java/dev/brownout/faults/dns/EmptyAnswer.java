package dev.brownout.faults.dns;

import dev.brownout.api.Arguments;
import dev.brownout.api.Vantage.DnsReading;
import java.time.Duration;
import java.util.Optional;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;

/**
 * A name that exists and has no addresses: NOERROR, an empty answer section, and a SOA in the authority section (RFC
 * 2308, section 2.2, "NODATA").
 *
 * @param ratio the share of questions that it hits, over 0, at most 1
 * @param negativeTtl how long the absence may be cached (RFC 2308), whole seconds
 */
public record EmptyAnswer(double ratio, Duration negativeTtl) implements DnsFault {
    static final String KIND = "dns.empty-answer";

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Optional<Message> answer(DnsQuestion question) {
        return Optional.of(DnsReplies.negative(question, Rcode.NOERROR, question.name(), negativeTtl));
    }

    @Override
    public boolean shows(DnsReading reading) {
        return reading.code().equals("NOERROR") && reading.addresses().isEmpty() && reading.soa();
    }

    /** Registers it. */
    public static final class Kind extends DnsFaultKind<EmptyAnswer> {
        /** Make the kind, for {@link java.util.ServiceLoader}. */
        public Kind() {
            super(describe(KIND, "The name exists and has no addresses.")
                    .withParameters(RATIO, NEGATIVE_TTL)
                    .withSymptom("query on the wire", "NOERROR, no answers, a SOA with the chosen negative TTL")
                    .withSymptom("look-up in a JVM", "UnknownHostException, once the cached addresses have run out")
                    .withIncidents("aws-us-east-1-dynamodb-dns-2025-10-20"));
        }

        @Override
        public EmptyAnswer create(Arguments arguments) {
            return new EmptyAnswer(arguments.ratio("ratio"), arguments.duration("negative-ttl"));
        }
    }
}
