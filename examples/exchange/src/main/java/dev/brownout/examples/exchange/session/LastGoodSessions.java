package dev.brownout.examples.exchange.session;

import dev.brownout.examples.exchange.http.ApiError;
import dev.brownout.examples.exchange.http.ApiException;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the store; while it is away, still honours what it said of a token within a declared limit, labelled as stale, and
 * refuses the rest: a new log-in, a log-out, and a token that this gateway has not seen, which may well be good. The limit is
 * also how long a log-out at another gateway may go unnoticed here.
 */
final class LastGoodSessions implements Sessions {
    private static final Logger LOG = LoggerFactory.getLogger(LastGoodSessions.class);
    private static final int REMEMBERED = 10_000;

    private final SessionStore store;
    private final Clock clock;
    private final Duration life;
    private final Duration limit;
    private final Duration retryAfter;
    private boolean away;

    private final Map<String, Known> seen = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
            return size() > REMEMBERED;
        }
    };

    /**
     * Makes the strategy.
     *
     * @param life of a log-in
     * @param limit how long what the store said of a token stays good without it
     */
    LastGoodSessions(SessionStore store, Clock clock, Duration life, Duration limit, Duration retryAfter) {
        this.store = store;
        this.clock = clock;
        this.life = life;
        this.limit = limit;
        this.retryAfter = retryAfter;
    }

    @Override
    public Opened open(String account) throws ApiException, InterruptedException {
        String token = Token.fresh();
        long asked = clock.millis();
        Session session = new Session(account, asked + life.toMillis());
        try {
            store.put(Token.key(token), session);
        } catch (SessionStoreException e) {
            throw refused("nobody can be logged in", e);
        }
        answered(Token.key(token), Optional.of(session), asked);
        return new Opened(token, session);
    }

    @Override
    public Optional<Known> find(String token) throws ApiException, InterruptedException {
        String key = Token.key(token);
        long asked = clock.millis();
        Optional<Session> found;
        try {
            found = store.get(key);
        } catch (SessionStoreException e) {
            Known known = remembered(key, e);
            return Optional.of(known).filter(this::alive);
        }
        answered(key, found, asked);
        return found.map(session -> new Known(session, asked, false)).filter(this::alive);
    }

    @Override
    public void close(String token) throws ApiException, InterruptedException {
        String key = Token.key(token);
        forget(key); // first: here at least it is worth nothing any more
        try {
            store.remove(key);
        } catch (SessionStoreException e) {
            throw refused("the log-out may not be known everywhere", e);
        }
    }

    private boolean alive(Known known) {
        return known.session().expiresAtMs() > clock.millis();
    }

    private synchronized void answered(String key, Optional<Session> found, long asked) {
        found.ifPresentOrElse(session -> seen.put(key, new Known(session, asked, true)), () -> seen.remove(key));
        if (away) {
            away = false;
            LOG.warn("the session store answers again");
        }
    }

    private synchronized void forget(String key) {
        seen.remove(key);
    }

    private synchronized Known remembered(String key, SessionStoreException why) throws ApiException {
        Known known = seen.get(key);
        if (known == null || clock.millis() - known.asOfMs() > limit.toMillis()) {
            throw refused("nobody can tell whose token this is", why);
        }
        said(why);
        return known;
    }

    private synchronized void said(SessionStoreException why) {
        if (!away) {
            away = true;
            LOG.warn("tokens that were good are honoured for {} s: {}", limit.toSeconds(), why.getMessage());
        }
    }

    private ApiException refused(String what, SessionStoreException why) {
        said(why);
        return new ApiException(ApiError.refused("session store unreachable, " + what, retryAfter));
    }
}
