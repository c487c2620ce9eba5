package dev.brownout.faults.dns;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import java.util.stream.LongStream;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;

/**
 * Remembers what upstream resolvers answered, for as long as the records may be kept: the smallest TTL of the answers, or
 * the lesser of the SOA's TTL and minimum where there are none (RFC 2308, section 5). A negative answer without a SOA is not
 * kept, nor is a failure. Holds about 16 MB. Thread safe.
 */
final class DnsCache {
    private static final long MOST_BYTES = 16L << 20;

    /** What an entry takes besides its message. */
    private static final int OVERHEAD = 512;

    /** RFC 2308, section 5, finds one to three hours sensible for absence. */
    private static final long LONGEST_NEGATIVE = Duration.ofHours(3).toSeconds();

    private static final long LONGEST_POSITIVE = Duration.ofDays(1).toSeconds();

    private final LongSupplier nanoTime;
    private final Cache<Key, Kept> answers;

    /** Names compare without regard to case (RFC 4343). */
    private record Key(Name name, int type, int dclass) {}

    private record Kept(Message answer, long sinceNanos, long seconds) {}

    DnsCache(LongSupplier nanoTime) {
        this(nanoTime, MOST_BYTES);
    }

    DnsCache(LongSupplier nanoTime, long mostBytes) {
        this.nanoTime = nanoTime;
        this.answers = Caffeine.newBuilder()
                .maximumWeight(mostBytes)
                .<Key, Kept>weigher((key, kept) -> kept.answer().numBytes() + OVERHEAD)
                .expireAfter(Expiry.<Key, Kept>creating((key, kept) -> Duration.ofSeconds(kept.seconds())))
                .ticker(nanoTime::getAsLong)
                .executor(Runnable::run)
                .build();
    }

    /** Find a kept answer, its TTLs as much less as it is old. */
    Optional<Message> find(DnsQuestion question) {
        var kept = answers.getIfPresent(key(question));
        if (kept == null) {
            return Optional.empty();
        }
        long age = Duration.ofNanos(nanoTime.getAsLong() - kept.sinceNanos()).toSeconds();
        return Optional.of(DnsReplies.relayed(
                question, kept.answer(), r -> DnsReplies.retimed(r, Math.max(0, r.getTTL() - age))));
    }

    /** Keep an answer if it may be kept at all. */
    void keep(DnsQuestion question, Message answer) {
        life(answer).ifPresent(seconds -> answers.put(key(question), new Kept(answer, nanoTime.getAsLong(), seconds)));
    }

    private static Key key(DnsQuestion question) {
        return new Key(
                question.name(),
                question.type(),
                question.message().getQuestion().getDClass());
    }

    private static OptionalLong life(Message answer) {
        int code = answer.getRcode();
        if ((code != Rcode.NOERROR && code != Rcode.NXDOMAIN)
                || answer.getHeader().getFlag(Flags.TC)) {
            return OptionalLong.empty();
        }
        var found = answer.getSection(Section.ANSWER).stream().mapToLong(Record::getTTL);
        boolean positive =
                code == Rcode.NOERROR && !answer.getSection(Section.ANSWER).isEmpty();
        var soa = answer.getSection(Section.AUTHORITY).stream()
                .filter(SOARecord.class::isInstance)
                .map(SOARecord.class::cast)
                .findFirst();
        if (!positive && soa.isEmpty()) {
            return OptionalLong.empty();
        }
        long seconds = positive
                ? Math.min(LONGEST_POSITIVE, found.min().orElse(0))
                : LongStream.concat(
                                found,
                                LongStream.of(
                                        LONGEST_NEGATIVE,
                                        soa.orElseThrow().getTTL(),
                                        soa.orElseThrow().getMinimum()))
                        .min()
                        .orElse(0);
        return seconds > 0 ? OptionalLong.of(seconds) : OptionalLong.empty();
    }
}
