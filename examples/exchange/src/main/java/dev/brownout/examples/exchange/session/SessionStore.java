package dev.brownout.examples.exchange.session;

import java.util.Optional;

/** Holds sessions by key until they expire. Safe for any thread. */
interface SessionStore extends AutoCloseable {
    /**
     * Keeps a session until it expires.
     *
     * @throws SessionStoreException if it may not have been kept
     */
    void put(String key, Session session) throws SessionStoreException, InterruptedException;

    /**
     * Gives the session of a key; nothing if there is none, or none any more.
     *
     * @throws SessionStoreException if nobody can tell
     */
    Optional<Session> get(String key) throws SessionStoreException, InterruptedException;

    /**
     * Forgets a session; does nothing if there is none.
     *
     * @throws SessionStoreException if it may still be there
     */
    void remove(String key) throws SessionStoreException, InterruptedException;

    @Override
    void close();
}
