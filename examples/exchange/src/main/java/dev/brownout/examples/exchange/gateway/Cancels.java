package dev.brownout.examples.exchange.gateway;

import dev.brownout.examples.exchange.http.ApiException;
import dev.brownout.examples.exchange.http.Deadline;
import dev.brownout.examples.exchange.http.Endpoint;
import dev.brownout.examples.exchange.http.Reply;
import dev.brownout.examples.exchange.http.Request;
import java.time.Duration;

/** {@code DELETE /api/v3/order}. */
final class Cancels implements Endpoint {
    private final Signatures signatures;
    private final CancelPath path;
    private final Duration limit;

    Cancels(Signatures signatures, CancelPath path, Duration limit) {
        this.signatures = signatures;
        this.path = path;
        this.limit = limit;
    }

    @Override
    public Reply answer(Request request) throws ApiException, InterruptedException {
        OrderReference order =
                OrderReference.of(request, signatures.authenticate(request).name());
        return path.cancel(order, Deadline.after(request.arrivedNanos(), limit));
    }
}
