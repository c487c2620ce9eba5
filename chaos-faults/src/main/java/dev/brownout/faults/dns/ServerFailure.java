package dev.brownout.faults.dns;

import dev.brownout.api.Arguments;
import dev.brownout.api.Vantage.DnsReading;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.xbill.DNS.Rcode;

/**
 * A server that fails to answer for a name: SERVFAIL, no records (RFC 1035, section 4.1.1).
 *
 * @param reach which questions it hits
 */
public record ServerFailure(Reach reach) implements DnsFault {
    static final String KIND = "dns.servfail";

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public CompletionStage<DnsReply> answer(DnsHit hit) {
        return DnsReply.now(DnsReplies.plain(hit.question().message(), Rcode.SERVFAIL));
    }

    @Override
    public boolean shows(DnsReading reading, Optional<Published> published) {
        return reading.code().equals("SERVFAIL");
    }

    /** Registers it. */
    public static final class Kind extends DnsFaultKind<ServerFailure> {
        /** Make the kind, for {@link java.util.ServiceLoader}. */
        public Kind() {
            super(describe(KIND, "The DNS server fails to answer for the name.")
                    .withParameters(Reach.RATIO, Reach.SCOPE, Reach.SUFFIX)
                    .withSymptom("query on the wire", "SERVFAIL, no records")
                    .withSymptom("look-up in a JVM", "UnknownHostException, once the cached addresses have run out")
                    .withIncidents(
                            "facebook-bgp-dns-2021-10-04",
                            "akamai-edge-dns-2021-07-22",
                            "robinhood-dns-herd-2020-03-02"));
        }

        @Override
        public ServerFailure create(Arguments arguments) {
            return new ServerFailure(Reach.of(arguments));
        }
    }
}
