package dev.brownout.examples.suite.services;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.OptionalLong;

/** The code under test: what a team would write to trade on the gateway. */
final class ExchangeClient {
    private static final int TRIES = 5;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();
    private final URI gateway;

    ExchangeClient(URI gateway) {
        this.gateway = gateway;
    }

    /**
     * Place an order. An answer that is lost says nothing about the order, so it is sent again under the same id, which the
     * gateway books once.
     *
     * @throws IOException if nobody knows after some tries whether it was booked
     */
    void place(String id) throws IOException, InterruptedException {
        IOException last = new IOException("never tried");
        for (int i = 0; i < TRIES; i++) {
            try {
                var response = http.send(
                        request("/orders/" + id).PUT(BodyPublishers.noBody()).build(), BodyHandlers.ofString());
                if (response.statusCode() == 200) {
                    return;
                }
                last = new IOException("status " + response.statusCode());
            } catch (IOException e) {
                last = e;
            }
        }
        throw last;
    }

    /**
     * Read the balance.
     *
     * @return the balance; empty when it cannot be known, which is not zero
     */
    OptionalLong balance() throws InterruptedException {
        try {
            var response = http.send(request("/balance").GET().build(), BodyHandlers.ofString());
            return response.statusCode() == 200
                    ? OptionalLong.of(Long.parseLong(response.body()))
                    : OptionalLong.empty();
        } catch (IOException | NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(gateway.resolve(path)).timeout(Duration.ofSeconds(2));
    }
}
