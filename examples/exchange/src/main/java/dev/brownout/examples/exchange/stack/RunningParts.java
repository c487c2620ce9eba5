package dev.brownout.examples.exchange.stack;

import dev.brownout.api.BrownoutException;
import dev.brownout.examples.exchange.postgres.LogTail;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/** What a stack has opened, to be closed last first; every part is closed even if another cannot be. Thread safe. */
final class RunningParts implements AutoCloseable {
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final Deque<AutoCloseable> last = new ArrayDeque<>();

    synchronized <P extends AutoCloseable> P opened(P part) {
        parts.push(part);
        return part;
    }

    /** Add what is to be done when everything that was opened is closed, such as removing a server's files. */
    synchronized void afterwards(AutoCloseable part) {
        last.push(part);
    }

    String tail(Path directory, String component) {
        return LogTail.of(directory.resolve(component + ".log"));
    }

    /** Close everything; a second call does nothing. */
    @Override
    public synchronized void close() {
        var failures = new ArrayDeque<Exception>();
        close(parts, failures);
        close(last, failures);
        if (!failures.isEmpty()) {
            var failure = new BrownoutException(
                    "the exchange must stop, but a part did not: "
                            + failures.getFirst().getMessage(),
                    failures.removeFirst());
            failures.forEach(failure::addSuppressed);
            throw failure;
        }
    }

    private static void close(Deque<AutoCloseable> parts, Deque<Exception> failures) {
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) {
                failures.addLast(e);
            }
        }
    }
}
