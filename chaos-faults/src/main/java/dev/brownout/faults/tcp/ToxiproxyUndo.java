package dev.brownout.faults.tcp;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.UndoAction;
import dev.brownout.faults.rest.RestCall;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Undo what was done to a Toxiproxy server that outlives us. Each action is given {@code control}, the URL of the server's
 * API, and {@code proxy}, a proxy's name. A server that is gone took everything with it, but that cannot be told from one
 * that does not answer, so it is a failure, and the message says what to do.
 */
abstract class ToxiproxyUndo implements UndoAction {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final JsonMapper JSON = new JsonMapper();

    private final String name;

    ToxiproxyUndo(String name) {
        this.name = name;
    }

    @Override
    public final String name() {
        return name;
    }

    final RestCall.Answer call(Map<String, String> arguments, String method, String path, Optional<JsonNode> body) {
        var uri = URI.create(arguments.get("control") + path);
        try {
            return RestCall.send(method, uri, body, TIMEOUT);
        } catch (IOException e) {
            throw new BrownoutException(
                    "Toxiproxy must answer at " + uri + ", but: " + e
                            + "; start it if it should run, else delete the entry from the ledger: what it held ended"
                            + " with it",
                    e);
        }
    }

    final RestCall.Answer look(Map<String, String> arguments, String path) {
        return call(arguments, "GET", path, Optional.empty());
    }

    static String proxy(Map<String, String> arguments) {
        return "/proxies/" + arguments.get("proxy");
    }

    static BrownoutException still(String what, RestCall.Answer seen) {
        return new BrownoutException(what + ", but Toxiproxy said " + seen.status() + " "
                + seen.text().strip() + "; remove it by hand with toxiproxy-cli");
    }

    /** Removes the toxic {@code toxic}. */
    public static final class Remove extends ToxiproxyUndo {
        static final String NAME = "toxiproxy.remove";

        /** Make the action, for {@link java.util.ServiceLoader}. */
        public Remove() {
            super(NAME);
        }

        @Override
        public String undo(Map<String, String> arguments) {
            var path = proxy(arguments) + "/toxics/" + arguments.get("toxic");
            call(arguments, "DELETE", path, Optional.empty());
            var seen = look(arguments, path);
            if (seen.status() != 404) {
                throw still("toxic " + arguments.get("toxic") + " must be gone", seen);
            }
            return "toxic " + arguments.get("toxic") + " is gone from proxy " + arguments.get("proxy")
                    + ": Toxiproxy does not know it any more";
        }
    }

    /** Lets a proxy listen again. */
    public static final class Enable extends ToxiproxyUndo {
        static final String NAME = "toxiproxy.enable";

        /** Make the action, for {@link java.util.ServiceLoader}. */
        public Enable() {
            super(NAME);
        }

        @Override
        public String undo(Map<String, String> arguments) {
            if (look(arguments, proxy(arguments)).status() == 404) {
                return "proxy " + arguments.get("proxy") + " does not exist any more: nothing to enable";
            }
            call(
                    arguments,
                    "POST",
                    proxy(arguments),
                    Optional.of(JSON.createObjectNode().put("enabled", true)));
            var seen = look(arguments, proxy(arguments));
            if (!seen.json().path("enabled").asBoolean(false)) {
                throw still("proxy " + arguments.get("proxy") + " must be enabled", seen);
            }
            return "proxy " + arguments.get("proxy") + " listens again: Toxiproxy says that it is enabled";
        }
    }

    /** Deletes a proxy. */
    public static final class Delete extends ToxiproxyUndo {
        static final String NAME = "toxiproxy.delete";

        /** Make the action, for {@link java.util.ServiceLoader}. */
        public Delete() {
            super(NAME);
        }

        @Override
        public String undo(Map<String, String> arguments) {
            call(arguments, "DELETE", proxy(arguments), Optional.empty());
            var seen = look(arguments, proxy(arguments));
            if (seen.status() != 404) {
                throw still("proxy " + arguments.get("proxy") + " must be gone", seen);
            }
            return "proxy " + arguments.get("proxy") + " is gone: Toxiproxy does not know it any more";
        }
    }
}
