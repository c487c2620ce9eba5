package dev.brownout.examples.exchange.session;

import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps sessions in this process: whoever logged in at one gateway is a stranger at the next, and nobody is logged in after a
 * restart.
 */
final class MemoryStore implements SessionStore {
    private final Clock clock;
    private final Map<String, Session> sessions = new ConcurrentHashMap<>();

    MemoryStore(Clock clock) {
        this.clock = clock;
    }

    @Override
    public void put(String key, Session session) {
        long now = clock.millis();
        sessions.values().removeIf(known -> known.expiresAtMs() <= now);
        sessions.put(key, session);
    }

    @Override
    public Optional<Session> get(String key) {
        return Optional.ofNullable(sessions.get(key)).filter(session -> session.expiresAtMs() > clock.millis());
    }

    @Override
    public void remove(String key) {
        sessions.remove(key);
    }

    @Override
    public void close() {
        sessions.clear();
    }
}
