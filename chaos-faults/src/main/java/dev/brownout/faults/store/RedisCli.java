package dev.brownout.faults.store;

import dev.brownout.api.BrownoutException;
import dev.brownout.faults.store.Inside.Answer;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Asks Redis by the redis-cli inside its container. A password is taken from that container's own environment: REDISCLI_AUTH, or
 * else REDIS_PASSWORD.
 */
record RedisCli(Inside inside, int port) {
    private static final String SCRIPT = """
            command -v redis-cli >/dev/null || exit 97
            [ -n "${REDISCLI_AUTH:-}" ] || [ -z "${REDIS_PASSWORD:-}" ] || export REDISCLI_AUTH="$REDIS_PASSWORD"
            exec redis-cli --no-auth-warning "$@\"""";

    /** An error reply begins with a word in capitals (Redis serialization protocol, "Simple errors"). */
    private static final Pattern ERROR = Pattern.compile("^(\\(error\\) )?[A-Z]{3,} ");

    /** Asks as any client would. */
    Answer ask(String... words) {
        var all = new String[words.length + 2];
        all[0] = "-p";
        all[1] = Integer.toString(port);
        System.arraycopy(words, 0, all, 2, words.length);
        var answer = inside.run("redis-cli", Map.of(), "", SCRIPT, all);
        return ERROR.matcher(answer.output()).find() ? new Answer(false, answer.output(), answer.output()) : answer;
    }

    /** Asks what has to succeed. */
    String must(String what, String... words) {
        var answer = ask(words);
        if (!answer.ok()) {
            throw new BrownoutException(what + ", but: " + answer.words()
                    + "; where a password is asked for, give it to the container as REDISCLI_AUTH or REDIS_PASSWORD");
        }
        return answer.output();
    }

    /** Returns one value of INFO; empty if it does not tell it. */
    String info(String section, String key) {
        return must("redis must tell " + key, "INFO", section)
                .lines()
                .map(String::strip)
                .filter(line -> line.startsWith(key + ":"))
                .map(line -> line.substring(key.length() + 1))
                .findFirst()
                .orElse("");
    }

    /** Returns a setting. */
    String setting(String name) {
        var lines =
                must("redis must tell " + name, "CONFIG", "GET", name).lines().toList();
        return lines.size() > 1 ? lines.get(1).strip() : "";
    }
}
