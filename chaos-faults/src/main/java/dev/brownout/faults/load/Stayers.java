package dev.brownout.faults.load;

import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.util.concurrent.Future;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.TimeUnit;

/** A crowd of whom each opens a connection, asks once, stays, and comes back after it has lost or left the connection. */
final class Stayers extends Crowd {
    private final Duration hold;
    private final Duration comeBack;
    private final boolean webSocket;
    private long arrived;

    Stayers(Place place, Duration hold, Duration comeBack, boolean webSocket) {
        super(place);
        this.hold = hold;
        this.comeBack = comeBack;
        this.webSocket = webSocket;
    }

    @Override
    void arrive(long ordinal) {
        if (arrived >= bounds().requests()) {
            keptBack("they came " + bounds().requests() + " times, which is the most");
            return;
        }
        if (!withinRate()) {
            back(ordinal);
            return;
        }
        arrived++;
        connect(client -> stay(client, ordinal), () -> {
            tally().sent(false);
            tally().ended(0);
            back(ordinal);
        });
    }

    private void stay(Client client, long ordinal) {
        tally().sent(false);
        Future<?> leaving = loop().schedule(() -> client.channel().close(), hold.toMillis(), TimeUnit.MILLISECONDS);
        client.channel().closeFuture().addListener(closed -> {
            leaving.cancel(false);
            back(ordinal);
        });
        var request = request(ordinal);
        if (webSocket) {
            upgrade(request, ordinal);
        }
        client.ask(request, bounds().timeout(), tally()::ended);
    }

    private void back(long ordinal) {
        if (!left()) {
            loop().schedule(() -> arrive(ordinal), comeBack.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** Ask for a WebSocket (RFC 6455, section 4.1). */
    private static void upgrade(FullHttpRequest request, long ordinal) {
        var nonce = ByteBuffer.allocate(16)
                .putLong(ordinal)
                .putLong(System.nanoTime())
                .array();
        request.headers()
                .set(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET)
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE)
                .set(HttpHeaderNames.SEC_WEBSOCKET_VERSION, "13")
                .set(HttpHeaderNames.SEC_WEBSOCKET_KEY, Base64.getEncoder().encodeToString(nonce));
    }
}
