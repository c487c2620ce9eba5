package dev.brownout.faults.dns;

import dev.brownout.api.Arguments;
import dev.brownout.api.Parameter;
import dev.brownout.api.Vantage.DnsReading;
import dev.brownout.api.Vantage.LookupReading;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.xbill.DNS.Message;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * A name some of whose addresses are missing, the same ones for as long as the fault is in place.
 *
 * @param reach which questions it hits
 * @param keep the share of the addresses of a family that stays, over 0, below 1; at least one stays and one goes
 */
public record PartialAnswer(Reach reach, double keep) implements DnsFault {
    static final String KIND = "dns.partial";

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public boolean replaces() {
        return false;
    }

    @Override
    public Optional<String> impossible(String name, Optional<Published> published) {
        return published
                .map(p -> p.seen().size())
                .filter(addresses -> addresses < 2)
                .map(addresses -> "it has " + addresses + " IPv4 addresses and must have two for one to be missing;"
                        + " publish it with more, or use dns.empty-answer");
    }

    private int kept(int all) {
        return all < 2 ? all : (int) Math.max(1, Math.min(all - 1, Math.round(all * keep)));
    }

    @Override
    public CompletionStage<DnsReply> answer(DnsHit hit) {
        return hit.rest().get().thenApply(reply -> reply.map(message -> thinned(message, hit)));
    }

    private Message thinned(Message message, DnsHit hit) {
        var stays = IntStream.of(Type.A, Type.AAAA)
                .boxed()
                .flatMap(type ->
                        stays(
                                message.getSection(Section.ANSWER).stream()
                                        .filter(r -> r.getType() == type)
                                        .toList(),
                                hit)
                                .stream())
                .collect(Collectors.toSet());
        return DnsReplies.changed(
                message,
                r -> Optional.of(r)
                        .filter(x -> (x.getType() != Type.A && x.getType() != Type.AAAA) || stays.contains(x)));
    }

    /** Which stay is drawn by address, so that the order in which an upstream gives them does not matter. */
    private List<Record> stays(List<Record> records, DnsHit hit) {
        return records.stream()
                .sorted(Comparator.comparingDouble(
                        r -> hit.choice().applyAsDouble(r.rdataToString().hashCode())))
                .limit(kept(records.size()))
                .toList();
    }

    @Override
    public boolean shows(DnsReading reading, Optional<Published> published) {
        return published
                .map(Published::seen)
                .map(all -> reading.addresses().size() == kept(all.size()) && all.containsAll(reading.addresses()))
                .orElse(false);
    }

    @Override
    public boolean shows(LookupReading lookup, Optional<Published> published) {
        return published
                .map(Published::addresses)
                .map(all -> !lookup.addresses().isEmpty() && lookup.addresses().size() < all.size())
                .orElse(false);
    }

    @Override
    public boolean leavesAddresses() {
        return true;
    }

    /** Registers it. */
    public static final class Kind extends DnsFaultKind<PartialAnswer> {
        private static final Parameter KEEP = new Parameter(
                "keep",
                Parameter.Type.RATIO,
                Optional.of("0.5"),
                "0.01",
                "0.99",
                "the share of the addresses of a family that stays; at least one stays and one goes");

        /** Make the kind, for {@link java.util.ServiceLoader}. */
        public Kind() {
            super(describe(KIND, "Some of the name's addresses are missing.")
                    .withParameters(KEEP, Reach.RATIO, Reach.SCOPE, Reach.SUFFIX)
                    .withSymptom("query on the wire", "NOERROR with fewer addresses than were published")
                    .withSymptom("look-up in a JVM", "fewer addresses, once the cached ones have run out")
                    .withExample(Map.of("keep", "0.5")));
        }

        @Override
        public PartialAnswer create(Arguments arguments) {
            return new PartialAnswer(Reach.of(arguments), arguments.ratio(KEEP.name()));
        }
    }
}
