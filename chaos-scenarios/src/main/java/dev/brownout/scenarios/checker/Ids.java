package dev.brownout.scenarios.checker;

import java.util.HashMap;
import java.util.Map;

/**
 * The ids that were used: 64 to an entry, a bit each, as they are mostly counted up. Not thread safe.
 */
final class Ids {
    private final Map<Long, Long> pages = new HashMap<>();
    /** The page that was asked for last, which is not in the map meanwhile. */
    private long page;

    private long bits;

    /** Use an id; gives whether it is new. */
    boolean add(long id) {
        if (id >> 6 != page) {
            pages.put(page, bits);
            page = id >> 6;
            var known = pages.get(page);
            bits = known == null ? 0 : known;
        }
        long bit = 1L << (id & 63);
        boolean fresh = (bits & bit) == 0;
        bits |= bit;
        return fresh;
    }
}
