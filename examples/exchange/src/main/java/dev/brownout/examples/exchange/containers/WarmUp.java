package dev.brownout.examples.exchange.containers;

import dev.brownout.examples.exchange.edge.EdgeMain;
import dev.brownout.examples.exchange.engine.EngineMain;
import dev.brownout.examples.exchange.gateway.GatewayMain;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.jar.JarFile;

/**
 * Loads what the exchange's processes load when they start and serve, and ends; run once while the image is made, so that the JVM
 * finds those classes prepared. An edge and a gateway really serve on loopback, and nothing stands behind them.
 */
public final class WarmUp {
    private static final int GATEWAY = 18_080;
    private static final int EDGE = 18_081;

    private WarmUp() {}

    /** Does it; ends the JVM, with 0 if both have answered. */
    public static void main(String[] arguments) throws Exception {
        String gateway = "http://127.0.0.1:" + GATEWAY;
        // the discard port: refused at once
        GatewayMain.main(new String[] {
            "port=" + GATEWAY,
            "ledger=jdbc:postgresql://127.0.0.1:9/exchange",
            "sessions=redis://127.0.0.1:9",
            "engine=http://127.0.0.1:9"
        });
        EdgeMain.main(new String[] {"port=" + EDGE, "gateways=" + gateway, "engine=" + gateway});
        loadOwnClasses();
        HttpClient client = HttpClient.newHttpClient();
        for (String path : List.of("/api/v3/time", "/api/v3/depth?symbol=BTCUSDT", "/api/v3/account", "/healthz")) {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + EDGE + path))
                            .timeout(Duration.ofSeconds(30))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            System.out.println(path + " " + answer.statusCode());
        }
        System.exit(0);
    }

    /** The engine's, above all: it does not start without a ledger. */
    private static void loadOwnClasses() throws IOException, ReflectiveOperationException {
        Path jar = Path.of(EngineMain.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath());
        try (JarFile entries = new JarFile(jar.toFile())) {
            for (String name : entries.stream().map(Object::toString).toList()) {
                if (name.matches("dev/brownout/examples/exchange/(engine|ledger|market|session|account)/.*\\.class")
                        && !name.endsWith("package-info.class")) {
                    Class.forName(
                            name.substring(0, name.length() - ".class".length()).replace('/', '.'),
                            false,
                            WarmUp.class.getClassLoader());
                }
            }
        }
    }
}
