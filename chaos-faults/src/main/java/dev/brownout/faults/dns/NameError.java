package dev.brownout.faults.dns;

import dev.brownout.api.Arguments;
import dev.brownout.api.Vantage.DnsReading;
import java.time.Duration;
import java.util.Optional;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;

/**
 * A name that does not exist: NXDOMAIN with a SOA in the authority section (RFC 2308, section 2.1).
 *
 * @param ratio the share of questions that it hits, over 0, at most 1
 * @param negativeTtl how long the absence may be cached (RFC 2308), whole seconds
 */
public record NameError(double ratio, Duration negativeTtl) implements DnsFault {
    static final String KIND = "dns.nxdomain";

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Optional<Message> answer(DnsQuestion question) {
        return Optional.of(DnsReplies.negative(question, Rcode.NXDOMAIN, question.name(), negativeTtl));
    }

    @Override
    public boolean shows(DnsReading reading) {
        return reading.code().equals("NXDOMAIN");
    }

    /** Registers it. */
    public static final class Kind extends DnsFaultKind<NameError> {
        /** Make the kind, for {@link java.util.ServiceLoader}. */
        public Kind() {
            super(describe(KIND, "The name does not exist.")
                    .withParameters(RATIO, NEGATIVE_TTL)
                    .withSymptom("query on the wire", "NXDOMAIN, a SOA with the chosen negative TTL")
                    .withSymptom("look-up in a JVM", "UnknownHostException, once the cached addresses have run out"));
        }

        @Override
        public NameError create(Arguments arguments) {
            return new NameError(arguments.ratio("ratio"), arguments.duration("negative-ttl"));
        }
    }
}
