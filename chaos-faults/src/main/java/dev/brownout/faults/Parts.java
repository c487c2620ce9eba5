package dev.brownout.faults;

import dev.brownout.api.BrownoutException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What something is made of, closed in reverse order, going on after whatever fails. Filled by one thread; then thread safe.
 */
public final class Parts implements AutoCloseable {
    private final String owner;
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();

    /**
     * Begin without any part.
     *
     * @param owner of what, for error messages: {@code the node}
     */
    public Parts(String owner) {
        this.owner = owner;
    }

    /**
     * Add a part.
     *
     * @param <P> its type
     * @param part the part
     * @return the part
     */
    public <P extends AutoCloseable> P opened(P part) {
        parts.push(part);
        return part;
    }

    /**
     * Find a part.
     *
     * @param <P> its type
     * @param type its class or an interface of it
     * @return the latest part of that type; empty when there is none
     */
    public <P> Optional<P> find(Class<P> type) {
        return parts.stream().filter(type::isInstance).map(type::cast).findFirst();
    }

    /**
     * Name the parts.
     *
     * @return their classes' names, the latest first, apart by commas
     */
    public String names() {
        return parts.stream().map(p -> p.getClass().getSimpleName()).collect(Collectors.joining(", "));
    }

    /**
     * Close every part, the latest first. Idempotent where the parts are.
     *
     * @throws BrownoutException the first failure, with the others behind it
     */
    @Override
    public void close() {
        RuntimeException first = null;
        for (var part : parts) {
            try {
                part.close();
            } catch (Exception e) {
                var failure = new BrownoutException("a part of " + owner + " could not be closed: " + e, e);
                if (first == null) {
                    first = failure;
                } else {
                    first.addSuppressed(failure);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
