package dev.brownout.examples.exchange.http;

/** Answers one kind of request. May block; called on its bulkhead's threads. */
@FunctionalInterface
public interface Endpoint {
    /**
     * Answers a request.
     *
     * @throws ApiException to answer with an error
     * @throws InterruptedException if the process is shutting down
     */
    Reply answer(Request request) throws ApiException, InterruptedException;
}
