package dev.brownout.examples.exchange.gateway;

import dev.brownout.examples.exchange.http.ApiError;
import dev.brownout.examples.exchange.http.ApiException;
import dev.brownout.examples.exchange.http.Json;
import dev.brownout.examples.exchange.http.Reply;
import dev.brownout.examples.exchange.http.Request;
import dev.brownout.examples.exchange.session.Sessions;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code /api/v3/session}: {@code POST}, signed, logs in and gives a token; {@code GET} and {@code DELETE} with the header
 * {@code X-Session-Token} tell whose it is and log out. An answer that the session store could not confirm carries {@code
 * "stale": true} and {@code "asOf"} (epoch milliseconds).
 */
final class SessionApi {
    private final Signatures signatures;
    private final Sessions sessions;

    SessionApi(Signatures signatures, Sessions sessions) {
        this.signatures = signatures;
        this.sessions = sessions;
    }

    Reply open(Request request) throws ApiException, InterruptedException {
        Sessions.Opened opened = sessions.open(signatures.authenticate(request).name());
        return Reply.ok(Json.object()
                .put("token", opened.token())
                .put("expiresAt", opened.session().expiresAtMs()));
    }

    Reply find(Request request) throws ApiException, InterruptedException {
        Optional<Sessions.Known> found = sessions.find(token(request));
        Sessions.Known known = found.orElseThrow(() -> new ApiException(ApiError.notLoggedIn()));
        ObjectNode json = Json.object();
        json.put("account", known.session().account())
                .put("expiresAt", known.session().expiresAtMs());
        if (known.stale()) {
            json.put("stale", true).put("asOf", known.asOfMs());
        }
        return Reply.ok(json);
    }

    Reply close(Request request) throws ApiException, InterruptedException {
        sessions.close(token(request));
        return Reply.ok(Json.object());
    }

    private static String token(Request request) throws ApiException {
        if (request.token().isEmpty()) {
            throw new ApiException(ApiError.notLoggedIn());
        }
        return request.token();
    }
}
