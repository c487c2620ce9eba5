package dev.brownout.faults.dns;

import dev.brownout.api.Arguments;
import dev.brownout.api.Vantage.DnsReading;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.xbill.DNS.Rcode;

/**
 * A server that will not answer for a name: REFUSED, no records (RFC 1035, section 4.1.1).
 *
 * @param reach which questions it hits
 */
public record Refused(Reach reach) implements DnsFault {
    static final String KIND = "dns.refused";

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public CompletionStage<DnsReply> answer(DnsHit hit) {
        return DnsReply.now(DnsReplies.plain(hit.question().message(), Rcode.REFUSED));
    }

    @Override
    public boolean shows(DnsReading reading, Optional<Published> published) {
        return reading.code().equals("REFUSED");
    }

    /** Registers it. */
    public static final class Kind extends DnsFaultKind<Refused> {
        /** Make the kind, for {@link java.util.ServiceLoader}. */
        public Kind() {
            super(describe(KIND, "The DNS server refuses to answer for the name.")
                    .withParameters(Reach.RATIO, Reach.SCOPE, Reach.SUFFIX)
                    .withSymptom("query on the wire", "REFUSED, no records")
                    .withSymptom("look-up in a JVM", "UnknownHostException, once the cached addresses have run out"));
        }

        @Override
        public Refused create(Arguments arguments) {
            return new Refused(Reach.of(arguments));
        }
    }
}
