package dev.brownout.examples.exchange.session;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.params.SetParams;

/**
 * Keeps sessions in Redis, each under {@code session:KEY}, where they expire by themselves. Connects when it is first asked
 * something, and looks the host's name up anew for every connection.
 */
final class RedisStore implements SessionStore {
    private static final Pattern URL = Pattern.compile("redis://([^:/?#@\\[\\]]+)(?::(\\d{1,5}))?/?");
    private static final String DEFAULT_PORT = "6379";
    private static final Pattern VALUE = Pattern.compile("(\\d{1,18}) (.+)");

    private final RedisClient redis;

    /**
     * Makes a client.
     *
     * @param url {@code redis://HOST:PORT}
     * @param timeout how long each of finding a free connection, connecting and being answered may take; zero for no limit
     * @param connections at most so many
     * @throws IllegalArgumentException if the URL is another one
     */
    RedisStore(String url, Duration timeout, int connections) {
        Matcher matcher = URL.matcher(url);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "setting sessions must be redis://HOST:PORT or empty, but was " + url + "; it names one server");
        }
        String port = matcher.group(2) == null ? DEFAULT_PORT : matcher.group(2);
        ConnectionPoolConfig pool = new ConnectionPoolConfig();
        pool.setJmxEnabled(false);
        pool.setMaxTotal(connections);
        pool.setMaxIdle(connections);
        pool.setMaxWait(timeout.isZero() ? Duration.ofMillis(-1) : timeout);
        // else after a restart of Redis each connection that was open before it costs one customer his answer
        pool.setTestOnBorrow(!timeout.isZero());
        this.redis = RedisClient.builder()
                .hostAndPort(matcher.group(1), Integer.parseInt(port))
                .clientConfig(DefaultJedisClientConfig.builder()
                        .connectionTimeoutMillis((int) timeout.toMillis())
                        .socketTimeoutMillis((int) timeout.toMillis())
                        .clientSetInfoConfig(ClientSetInfoConfig.DISABLED)
                        .build())
                .poolConfig(pool)
                .build();
    }

    private interface Question<T> {
        T ask();
    }

    /** Whatever Redis or the way to it says instead of an answer, a refusal to write included, is one and the same here. */
    private static <T> T asked(Question<T> question) throws SessionStoreException {
        try {
            return question.ask();
        } catch (JedisException e) {
            throw new SessionStoreException("session store did not answer: " + e.getMessage(), e);
        }
    }

    @Override
    public void put(String key, Session session) throws SessionStoreException {
        String value = session.expiresAtMs() + " " + session.account();
        String unused =
                asked(() -> redis.set(name(key), value, SetParams.setParams().pxAt(session.expiresAtMs())));
    }

    @Override
    public Optional<Session> get(String key) throws SessionStoreException {
        return Optional.ofNullable(asked(() -> redis.get(name(key))))
                .map(VALUE::matcher)
                .filter(Matcher::matches)
                .map(value -> new Session(value.group(2), Long.parseLong(value.group(1))));
    }

    @Override
    public void remove(String key) throws SessionStoreException {
        long unused = asked(() -> redis.del(name(key)));
    }

    private static String name(String key) {
        return "session:" + key;
    }

    @Override
    public void close() {
        redis.close();
    }
}
