package dev.brownout.faults.dns;

import dev.brownout.api.Arguments;
import dev.brownout.api.Parameter;
import dev.brownout.api.Vantage.DnsReading;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;

/**
 * A name whose records may be cached for another time than they should: not at all, or for years. Absence too: the minimum
 * of a SOA is set with its TTL (RFC 2308, section 5).
 *
 * @param reach which questions it hits
 * @param ttl the TTL of every record of its answers, from 0 to 2^31-1 s (RFC 2181, section 8), whole seconds
 */
public record ForcedTtl(Reach reach, Duration ttl) implements DnsFault {
    static final String KIND = "dns.ttl";

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
                .filter(p -> p.ttl().toSeconds() == ttl.toSeconds())
                .map(p -> "its TTL is " + ttl.toSeconds() + " s already, so nobody could tell; give another ttl");
    }

    @Override
    public CompletionStage<DnsReply> answer(DnsHit hit) {
        return hit.rest()
                .get()
                .thenApply(reply ->
                        reply.map(message -> DnsReplies.changed(message, record -> Optional.of(forced(record)))));
    }

    private Record forced(Record record) {
        return record instanceof SOARecord soa
                ? new SOARecord(
                        soa.getName(),
                        soa.getDClass(),
                        ttl.toSeconds(),
                        soa.getHost(),
                        soa.getAdmin(),
                        soa.getSerial(),
                        soa.getRefresh(),
                        soa.getRetry(),
                        soa.getExpire(),
                        ttl.toSeconds())
                : DnsReplies.retimed(record, ttl.toSeconds());
    }

    @Override
    public boolean shows(DnsReading reading, Optional<Published> published) {
        return (!reading.addresses().isEmpty() || reading.soa()) && reading.ttlSeconds() == ttl.toSeconds();
    }

    /** A look-up does not tell how long it may be kept. */
    @Override
    public boolean lookupTells() {
        return false;
    }

    /** Registers it. */
    public static final class Kind extends DnsFaultKind<ForcedTtl> {
        private static final Parameter TTL = Parameter.integer(
                "ttl", "86400", 0, Integer.MAX_VALUE, "for how long resolvers may cache each answer, or absence, in s");

        /** Make the kind, for {@link java.util.ServiceLoader}. */
        public Kind() {
            super(describe(KIND, "The name's records say that they may be cached for another time than they should.")
                    .withParameters(TTL, Reach.RATIO, Reach.SCOPE, Reach.SUFFIX)
                    .withSymptom("query on the wire", "the right answer with the chosen TTL")
                    .withSymptom(
                            "look-up in a JVM",
                            "no difference at once; a resolver that heeds the TTL keeps what it has for that long")
                    .withIncidents("aws-us-east-1-dynamodb-dns-2025-10-20")
                    .withExample(Map.of("ttl", "86400")));
        }

        @Override
        public ForcedTtl create(Arguments arguments) {
            return new ForcedTtl(Reach.of(arguments), Duration.ofSeconds(arguments.integer(TTL.name())));
        }
    }
}
