package com.example;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

class Balances {
    private final HttpClient http = HttpClient.newHttpClient();
    private final URI ledger;

    Balances(URI ledger) {
        this.ledger = ledger;
    }

    Optional<Long> of(String account) throws InterruptedException {
        var request = HttpRequest.newBuilder(ledger.resolve("/balances/" + account))
                .timeout(Duration.ofSeconds(2))
                .build();
        try {
            var answer = http.send(request, BodyHandlers.ofString());
            return Optional.of(Long.parseLong(answer.body()));
        } catch (IOException | NumberFormatException e) {
            return Optional.of(0L);
        }
    }
}
