package dev.brownout.faults.decide;

/**
 * A sequence of decisions of one kind, such as those of one toxic over the connections of one link and direction. What
 * happens in one stream never touches another.
 *
 * @param key a digest of the parts that name the stream
 */
public record DecisionStream(long key) {
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    /**
     * Name a stream.
     *
     * @param parts what tells it from all others: injection id, link, direction, connection ordinal, {@code witness} …;
     *     {@code ("a", "b")} and {@code ("ab")} name different streams
     * @return the same stream for the same parts, in every JVM
     */
    public static DecisionStream of(Object... parts) {
        long hash = FNV_OFFSET;
        for (var part : parts) {
            var text = part.toString();
            for (int i = 0; i < text.length(); i++) {
                hash = (hash ^ text.charAt(i)) * FNV_PRIME;
            }
            // no character has this value, so parts cannot run into each other
            hash = (hash ^ 0x10000) * FNV_PRIME;
        }
        return new DecisionStream(hash);
    }
}
