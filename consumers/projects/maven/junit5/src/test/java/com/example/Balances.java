package com.example;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** The code under test: asks the ledger. */
final class Balances {
    private final URI ledger;

    Balances(URI ledger) {
        this.ledger = ledger;
    }

    String read() throws IOException {
        var connection = (HttpURLConnection) ledger.toURL().openConnection();
        connection.setConnectTimeout(5_000);
        connection.setReadTimeout(5_000);
        connection.setRequestProperty("Connection", "close");
        // of a status from 400 on this makes an IOException
        try (var body = connection.getInputStream()) {
            return new String(body.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
