package dev.brownout.faults.store;

import dev.brownout.api.BrownoutException;
import dev.brownout.faults.store.Inside.Answer;
import java.util.List;
import java.util.Map;

/**
 * Asks PostgreSQL by the psql inside its container, through its local socket, as the superuser that POSTGRES_USER names there
 * (as the official image has it). Passwords stay inside: they are taken from that container's own environment.
 */
record Psql(Inside inside) {
    /** A database that every cluster has and nobody works in. */
    static final String SPARE = "template1";

    /** Where an administrator's session differs from a client's: no fault of ours stops it. */
    private static final Map<String, String> ADMIN = Map.of(
            "PGCONNECT_TIMEOUT", "5", "PGOPTIONS", "-c default_transaction_read_only=off -c statement_timeout=15s");

    private static final Map<String, String> CLIENT = Map.of("PGCONNECT_TIMEOUT", "5");

    private static final String LOGIN = """
            command -v psql >/dev/null || exit 97
            w=${PGPASSWORD:-${POSTGRES_PASSWORD:-}}
            [ -n "$w" ] || [ -z "${POSTGRES_PASSWORD_FILE:-}" ] || w=$(cat "$POSTGRES_PASSWORD_FILE")
            [ -z "$w" ] || export PGPASSWORD="$w"
            u=${POSTGRES_USER:-postgres}
            d=${1:-${POSTGRES_DB:-$u}}
            """;
    private static final String ASK =
            LOGIN + "exec psql -X -q -A -t -w -v ON_ERROR_STOP=1 -v VERBOSITY=verbose -U \"$u\" -d \"$d\"";

    /** Returns the database that is meant: the one named, or else the one of the container's environment. */
    String database(String named) {
        if (!named.isEmpty()) {
            return named;
        }
        return inside.run("psql", Map.of(), "", LOGIN + "printf '%s\\n' \"$d\"", "")
                .output();
    }

    /** Asks in a new session as any client would. */
    Answer ask(String database, String sql) {
        return inside.run("psql", CLIENT, sql, ASK, database);
    }

    /** Asks in a new session that no fault of ours stops; it has to succeed. */
    String must(String what, String database, String sql) {
        var answer = inside.run("psql", ADMIN, sql, ASK, database);
        if (!answer.ok()) {
            throw new BrownoutException(what + ", but: " + answer.words()
                    + "; psql inside the container must be let in by its local socket, as POSTGRES_USER and with"
                    + " POSTGRES_PASSWORD of the container's environment where a password is asked for");
        }
        return answer.output();
    }

    /** Returns the docker words that begin a session which lasts for as long as its input. */
    List<String> session(String name) {
        return inside.words(
                Map.of(
                        "PGCONNECT_TIMEOUT", "5",
                        "PGAPPNAME", name,
                        "PGOPTIONS", "-c default_transaction_read_only=off -c statement_timeout=0"),
                ASK,
                "");
    }

    List<String> session(String name, String database) {
        var words = new java.util.ArrayList<>(session(name));
        words.set(words.size() - 1, database);
        return words;
    }

    static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    static String identifier(String text) {
        return "\"" + text.replace("\"", "\"\"") + "\"";
    }
}
