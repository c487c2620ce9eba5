package dev.brownout.faults.tcp;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.UndoLedger;
import dev.brownout.faults.tcp.control.ProxyControl;
import dev.brownout.faults.tcp.proxy.Direction;
import dev.brownout.faults.tcp.proxy.HostPort;
import eu.rekawek.toxiproxy.Proxy;
import eu.rekawek.toxiproxy.ToxiproxyClient;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Drive a Toxiproxy server, a real one or ours in another process, through its Java client, without that client's faults:
 * every call has a deadline, names are safe in URLs, and every failure is a {@link BrownoutException} with the server's own
 * message. Thread safe.
 *
 * <p>Only toxics are created and removed without the client. It would first create them for all connections, without jitter,
 * and change that in further calls (toxiproxy-java 2.1.11, {@code Toxic.createToxic}): a share meant to lose its data would be
 * everybody for a moment. And it removes only what it has read before, which it cannot where it does not know the type.
 */
public final class ToxiproxyControl implements ProxyControl {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final String base;
    private final ToxiproxyClient client;
    private final Deadlines deadlines;
    private final int timeoutMillis;
    private final Optional<UndoLedger> ledger;
    private final Map<String, UndoLedger.Entry> entries = new ConcurrentHashMap<>();

    /**
     * Talk to a server, noting nothing.
     *
     * @param control where its API listens
     * @param deadline for each call
     */
    public ToxiproxyControl(InetSocketAddress control, Duration deadline) {
        this(control, deadline, Optional.empty());
    }

    /**
     * Talk to a server.
     *
     * @param control where its API listens
     * @param deadline for each call
     * @param ledger takes how to undo each thing before it is done; empty where the server ends with this process
     */
    public ToxiproxyControl(InetSocketAddress control, Duration deadline, Optional<UndoLedger> ledger) {
        this.ledger = ledger;
        var host = control.getHostString();
        this.base = "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + control.getPort();
        this.client = new ToxiproxyClient(host.contains(":") ? "[" + host + "]" : host, control.getPort());
        this.deadlines = new Deadlines(deadline);
        this.timeoutMillis = (int) Math.min(Integer.MAX_VALUE, deadline.toMillis());
    }

    /**
     * Ask for the server's version.
     *
     * @return what it says, such as {@code {"version": "2.12.0"}}
     */
    public String version() {
        return deadlines.call("tell its version", client::version);
    }

    @Override
    public InetSocketAddress create(String name, String listen, String upstream) {
        return noted(
                ToxiproxyUndo.Delete.NAME,
                name,
                "",
                () -> deadlines.call(
                        "create proxy " + name, () -> address(client.createProxy(name, listen, upstream))));
    }

    /**
     * Tell where a proxy listens.
     *
     * @param name the proxy
     * @return its address
     */
    public InetSocketAddress listens(String name) {
        return deadlines.call("tell where proxy " + name + " listens", () -> address(client.getProxy(name)));
    }

    private static InetSocketAddress address(Proxy proxy) throws IOException {
        var address = HostPort.parse(proxy.getListen());
        return new InetSocketAddress(address.host(), address.port());
    }

    @Override
    public void upstream(String name, String upstream) {
        run("move proxy " + name, () -> client.getProxy(name).setUpstream(upstream));
    }

    @Override
    public void disable(String name) {
        noted(
                ToxiproxyUndo.Enable.NAME,
                name,
                "",
                () -> run("disable proxy " + name, () -> client.getProxy(name).disable()));
    }

    @Override
    public void enable(String name) {
        run("enable proxy " + name, () -> client.getProxy(name).enable());
        undone(ToxiproxyUndo.Enable.NAME, name, "");
    }

    @Override
    public void delete(String name) {
        run("delete proxy " + name, () -> client.getProxy(name).delete());
        undone(ToxiproxyUndo.Delete.NAME, name, "");
    }

    @Override
    public void add(
            String proxy, String toxic, String type, Direction direction, double ratio, Map<String, Long> attributes) {
        var body = JSON.createObjectNode()
                .put("name", toxic)
                .put("type", type)
                .put("stream", direction.wireName())
                .put("toxicity", (float) ratio);
        body.set("attributes", JSON.valueToTree(attributes));
        noted(
                ToxiproxyUndo.Remove.NAME,
                proxy,
                toxic,
                () -> run(
                        "add toxic " + toxic + " to proxy " + proxy,
                        () -> send("POST", "/proxies/" + proxy + "/toxics", Optional.of(body))));
    }

    @Override
    public void remove(String proxy, String toxic) {
        run(
                "remove toxic " + toxic + " from proxy " + proxy,
                () -> send("DELETE", "/proxies/" + proxy + "/toxics/" + toxic, Optional.empty()));
        undone(ToxiproxyUndo.Remove.NAME, proxy, toxic);
    }

    /**
     * Do something after writing down how to undo it. Where the server refuses, nothing was done and nothing stays noted;
     * where it did not answer, nobody knows how far it came, so the note stays.
     */
    private <T> T noted(String action, String proxy, String toxic, Supplier<T> step) {
        if (ledger.isEmpty() || entries.containsKey(key(action, proxy, toxic))) {
            return step.get();
        }
        entries.put(
                key(action, proxy, toxic),
                ledger.get().write(action, Map.of("control", base, "proxy", proxy, "toxic", toxic)));
        try {
            return step.get();
        } catch (BrownoutException e) {
            // toxiproxy-java and we begin an answer's error with its status
            if (e.getCause() instanceof IOException answer
                    && String.valueOf(answer.getMessage()).startsWith("[4")) {
                undone(action, proxy, toxic);
            }
            throw e;
        }
    }

    private void undone(String action, String proxy, String toxic) {
        var entry = entries.remove(key(action, proxy, toxic));
        if (entry != null) {
            entry.close();
        }
    }

    private static String key(String action, String proxy, String toxic) {
        return action + " " + proxy + " " + toxic;
    }

    private void send(String method, String path, Optional<JsonNode> body) throws IOException {
        var connection = (HttpURLConnection) URI.create(base + path).toURL().openConnection();
        connection.setConnectTimeout(timeoutMillis);
        connection.setReadTimeout(timeoutMillis);
        connection.setRequestMethod(method);
        if (body.isPresent()) {
            connection.setDoOutput(true);
            connection.setRequestProperty("Content-Type", "application/json");
            try (var out = connection.getOutputStream()) {
                out.write(JSON.writeValueAsBytes(body.get()));
            }
        }
        boolean failed = connection.getResponseCode() >= 300;
        try (var in = failed ? connection.getErrorStream() : connection.getInputStream()) {
            var answer = in == null ? new byte[0] : in.readAllBytes();
            if (failed) {
                throw new IOException("[" + connection.getResponseCode() + "] " + error(answer));
            }
        }
    }

    private static String error(byte[] answer) {
        return JSON.readTree(answer).path("error").asString("no reason given");
    }

    private interface Step {
        void run() throws IOException;
    }

    private String run(String what, Step step) {
        return deadlines.call(what, () -> {
            step.run();
            return what;
        });
    }

    @Override
    public void close() {
        deadlines.close();
    }
}
