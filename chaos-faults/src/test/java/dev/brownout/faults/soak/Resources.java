package dev.brownout.faults.soak;

import java.io.File;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;

/**
 * What this process holds: live heap after collecting, open descriptors, threads.
 *
 * @param heap bytes
 * @param descriptors open files and sockets
 * @param threads live threads
 */
record Resources(long heap, long descriptors, long threads) {
    private static final int COLLECTIONS = 4;

    /** Count now; the heap's least reading of a few collections is what lives. */
    static Resources now() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
            var runtime = Runtime.getRuntime();
            least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
        }
        var open = new File("/proc/self/fd").list();
        return new Resources(
                least,
                open == null ? 0 : open.length,
                Thread.getAllStackTraces().size());
    }

    /** Count once what ends by itself has ended: no fewer threads and descriptors than a second before. */
    static Resources settled() {
        var last = new AtomicReference<>(now());
        Awaitility.await("descriptors and threads stand still")
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> {
                    var now = now();
                    var before = last.getAndSet(now);
                    return now.descriptors >= before.descriptors && now.threads >= before.threads;
                });
        return last.get();
    }

    /** Whether nothing is more than a twentieth over what it was. */
    boolean within(Resources before) {
        return heap * 20 <= before.heap * 21
                && descriptors <= Math.max(before.descriptors * 21 / 20, before.descriptors + 1)
                && threads <= Math.max(before.threads * 21 / 20, before.threads + 1);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, "%.1f MB live heap, %d descriptors, %d threads", heap / 1e6, descriptors, threads);
    }
}
