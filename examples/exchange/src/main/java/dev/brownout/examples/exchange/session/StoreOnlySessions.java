package dev.brownout.examples.exchange.session;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * Knows nothing but what the store says, and has not thought of a store that says nothing: the documented mistake of the
 * fragile posture. Everybody's request then ends in an error of ours, or waits for as long as the store is silent.
 */
final class StoreOnlySessions implements Sessions {
    private final SessionStore store;
    private final Clock clock;
    private final Duration life;

    StoreOnlySessions(SessionStore store, Clock clock, Duration life) {
        this.store = store;
        this.clock = clock;
        this.life = life;
    }

    @Override
    public Opened open(String account) throws InterruptedException {
        String token = Token.fresh();
        Session session = new Session(account, clock.millis() + life.toMillis());
        try {
            store.put(Token.key(token), session);
        } catch (SessionStoreException e) {
            throw unexpected(e);
        }
        return new Opened(token, session);
    }

    @Override
    public Optional<Known> find(String token) throws InterruptedException {
        try {
            return store.get(Token.key(token)).map(session -> new Known(session, clock.millis(), false));
        } catch (SessionStoreException e) {
            throw unexpected(e);
        }
    }

    @Override
    public void close(String token) throws InterruptedException {
        try {
            store.remove(Token.key(token));
        } catch (SessionStoreException e) {
            throw unexpected(e);
        }
    }

    private static IllegalStateException unexpected(SessionStoreException e) {
        return new IllegalStateException(e.getMessage(), e);
    }
}
