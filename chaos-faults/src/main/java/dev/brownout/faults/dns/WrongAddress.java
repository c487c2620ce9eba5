package dev.brownout.faults.dns;

import dev.brownout.api.Arguments;
import dev.brownout.api.InvalidFaultException;
import dev.brownout.api.Parameter;
import dev.brownout.api.Vantage.DnsReading;
import dev.brownout.api.Vantage.LookupReading;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * A name that leads to the wrong place.
 *
 * @param reach which questions it hits
 * @param addresses where it leads, at least one of them IPv4
 */
public record WrongAddress(Reach reach, List<InetAddress> addresses) implements DnsFault {
    static final String KIND = "dns.wrong-address";

    /** Copy the addresses. */
    public WrongAddress {
        addresses = List.copyOf(addresses);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Optional<String> impossible(String name, Optional<Published> published) {
        return Elsewhere.impossible(addresses, published);
    }

    @Override
    public CompletionStage<DnsReply> answer(DnsHit hit) {
        return Elsewhere.answer(hit, addresses);
    }

    @Override
    public boolean shows(DnsReading reading, Optional<Published> published) {
        return Elsewhere.shows(reading.addresses(), addresses);
    }

    @Override
    public boolean shows(LookupReading lookup, Optional<Published> published) {
        return Elsewhere.shows(lookup.addresses(), addresses);
    }

    @Override
    public boolean leavesAddresses() {
        return true;
    }

    /** Registers it. */
    public static final class Kind extends DnsFaultKind<WrongAddress> {
        private static final Parameter ADDRESSES = Parameter.text(
                "addresses",
                "127.0.53.53",
                "where it leads: loopback, private or documentation addresses, apart by commas, one of them IPv4");

        /** Make the kind, for {@link java.util.ServiceLoader}. */
        public Kind() {
            super(describe(KIND, "The name leads to the wrong address.")
                    .withParameters(ADDRESSES, Reach.RATIO, Reach.SCOPE, Reach.SUFFIX)
                    .withSymptom("query on the wire", "NOERROR with the wrong addresses and the right TTL")
                    .withSymptom("look-up in a JVM", "the wrong addresses, once the cached ones have run out")
                    .withExample(Map.of("addresses", "127.0.53.53")));
        }

        @Override
        public WrongAddress create(Arguments arguments) {
            var addresses = Literals.of(arguments, ADDRESSES.name());
            if (addresses.isEmpty()) {
                throw new InvalidFaultException(
                        ADDRESSES.name(),
                        "addresses must be at least one, but were none; use the fault dns.empty-answer for that");
            }
            return new WrongAddress(Reach.of(arguments), addresses);
        }
    }
}
