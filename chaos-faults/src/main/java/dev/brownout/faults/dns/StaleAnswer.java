package dev.brownout.faults.dns;

import dev.brownout.api.Arguments;
import dev.brownout.api.Parameter;
import dev.brownout.api.Vantage.DnsReading;
import dev.brownout.api.Vantage.LookupReading;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * A name whose server still has the addresses of before.
 *
 * @param reach which questions it hits
 * @param back how many publications back, from 1
 * @param otherwise the addresses of before where the stack has not published so many different ones; may be empty
 */
public record StaleAnswer(Reach reach, int back, List<InetAddress> otherwise) implements DnsFault {
    static final String KIND = "dns.stale-answer";

    /** Copy the addresses. */
    public StaleAnswer {
        otherwise = List.copyOf(otherwise);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Optional<String> impossible(String name, Optional<Published> published) {
        var before = before(published);
        return before.isEmpty()
                ? Optional.of("it has not been published with other addresses before, " + back
                        + " times back; publish it again with others, or give the addresses of before in addresses")
                : Elsewhere.impossible(before, published);
    }

    private List<InetAddress> before(Optional<Published> published) {
        return published
                .map(Published::before)
                .filter(before -> before.size() >= back)
                .map(before -> before.get(back - 1))
                .orElse(otherwise);
    }

    /** A name within its reach that has no past is answered as it is. */
    @Override
    public CompletionStage<DnsReply> answer(DnsHit hit) {
        var before = before(hit.published());
        return before.isEmpty() ? hit.rest().get() : Elsewhere.answer(hit, before);
    }

    @Override
    public boolean shows(DnsReading reading, Optional<Published> published) {
        return Elsewhere.shows(reading.addresses(), before(published));
    }

    @Override
    public boolean shows(LookupReading lookup, Optional<Published> published) {
        return Elsewhere.shows(lookup.addresses(), before(published));
    }

    @Override
    public boolean leavesAddresses() {
        return true;
    }

    /** Registers it. */
    public static final class Kind extends DnsFaultKind<StaleAnswer> {
        private static final Parameter BACK = Parameter.integer(
                "back", "1", 1, Published.MOST_BEFORE, "how many publications of other addresses it is behind");
        private static final Parameter ADDRESSES = Parameter.text(
                "addresses",
                "",
                "the addresses of before, apart by commas, where the stack has not published so many different ones");

        /** Make the kind, for {@link java.util.ServiceLoader}. */
        public Kind() {
            super(describe(KIND, "The name still has the addresses of before.")
                    .withParameters(BACK, ADDRESSES, Reach.RATIO, Reach.SCOPE, Reach.SUFFIX)
                    .withSymptom("query on the wire", "NOERROR with addresses that were published earlier")
                    .withSymptom("look-up in a JVM", "the earlier addresses, once the cached ones have run out")
                    .withIncidents("aws-us-east-1-dynamodb-dns-2025-10-20")
                    .withExample(Map.of("addresses", "127.0.53.54")));
        }

        @Override
        public StaleAnswer create(Arguments arguments) {
            return new StaleAnswer(
                    Reach.of(arguments),
                    (int) arguments.integer(BACK.name()),
                    Literals.of(arguments, ADDRESSES.name()));
        }
    }
}
