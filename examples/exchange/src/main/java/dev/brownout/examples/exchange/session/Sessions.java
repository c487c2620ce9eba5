package dev.brownout.examples.exchange.session;

import dev.brownout.examples.exchange.http.ApiException;
import java.util.Optional;

/** Strategy: who is let in, above all when the session store cannot be asked. Safe for any thread. */
public interface Sessions {
    /**
     * A log-in that has just been made.
     *
     * @param token what the customer is to show
     * @param session what it stands for
     */
    record Opened(String token, Session session) {
        /** Prints no token: they do not belong in logs. */
        @Override
        public String toString() {
            return "Opened[" + session + "]";
        }
    }

    /**
     * What is known of a token.
     *
     * @param session what it stands for
     * @param asOfMs when the store last said so, epoch milliseconds
     * @param stale whether that was earlier, to be labelled as such
     */
    record Known(Session session, long asOfMs, boolean stale) {}

    /**
     * Logs an account in.
     *
     * @throws ApiException −1008 if the store cannot keep it
     */
    Opened open(String account) throws ApiException, InterruptedException;

    /**
     * Tells whose a token is; nothing if it is nobody's.
     *
     * @throws ApiException −1008 if nobody can tell
     */
    Optional<Known> find(String token) throws ApiException, InterruptedException;

    /**
     * Logs out; does nothing if the token is nobody's.
     *
     * @throws ApiException −1008 if the store may still hold it
     */
    void close(String token) throws ApiException, InterruptedException;
}
