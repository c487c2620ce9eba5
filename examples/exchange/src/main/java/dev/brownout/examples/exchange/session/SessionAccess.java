package dev.brownout.examples.exchange.session;

import dev.brownout.examples.exchange.config.Settings;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The sessions of a gateway, put together from the settings: {@code sessions} says where they are kept, {@code
 * session-checks} (last-good, store-only) what is said while that is away.
 */
public final class SessionAccess implements AutoCloseable {
    private final SessionStore store;
    private final Sessions sessions;

    /** Makes them; nothing is connected before the first question. */
    public SessionAccess(Settings settings, Clock clock) {
        this.store =
                settings.optional("sessions").map(url -> redis(settings, url)).orElseGet(() -> new MemoryStore(clock));
        Duration life = settings.duration("session-life");
        this.sessions = settings.choose(
                "session-checks",
                Map.of(
                        "last-good",
                        () -> new LastGoodSessions(
                                store,
                                clock,
                                life,
                                settings.duration("session-last-good"),
                                settings.duration("retry-after")),
                        "store-only",
                        () -> new StoreOnlySessions(store, clock, life)));
    }

    private static SessionStore redis(Settings settings, String url) {
        int connections = settings.number("session-connections");
        SessionStore redis = new RedisStore(url, settings.duration("session-timeout"), connections);
        return Optional.of(settings.duration("session-deadline"))
                .filter(limit -> !limit.isZero())
                .<SessionStore>map(limit -> new DeadlineStore(redis, limit, settings.number("read-threads")))
                .orElse(redis);
    }

    /** Gives the strategy that decides who is let in. */
    public Sessions sessions() {
        return sessions;
    }

    @Override
    public void close() {
        store.close();
    }
}
