package dev.brownout.examples.exchange.session;

import java.io.IOException;
import java.util.Optional;

/** A store that can be taken away. */
final class SwitchableStore implements SessionStore {
    private final SessionStore store;
    boolean away;

    SwitchableStore(SessionStore store) {
        this.store = store;
    }

    private SessionStore there() throws SessionStoreException {
        if (away) {
            throw new SessionStoreException("session store did not answer: refused", new IOException("refused"));
        }
        return store;
    }

    @Override
    public void put(String key, Session session) throws SessionStoreException, InterruptedException {
        there().put(key, session);
    }

    @Override
    public Optional<Session> get(String key) throws SessionStoreException, InterruptedException {
        return there().get(key);
    }

    @Override
    public void remove(String key) throws SessionStoreException, InterruptedException {
        there().remove(key);
    }

    @Override
    public void close() {
        store.close();
    }
}
