package dev.brownout.faults.conformance;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * A component as there are many: serves HTTP and reads its files when it starts, on SIGHUP, on {@code POST /reload} and, if it
 * is told to watch, when they change. It keeps whatever it is given, and tells on {@code /status} what it read last.
 *
 * <p>Arguments: a port, {@code watch} or {@code ignore} or {@code asked}, and the files.
 */
final class FeatureServer {
    private final Map<String, Path> files = new TreeMap<>();
    private final Map<String, String> read = new TreeMap<>();

    private FeatureServer() {}

    /** Serves until it is killed. */
    public static void main(String[] arguments) throws IOException, ReflectiveOperationException {
        var me = new FeatureServer();
        for (int i = 2; i < arguments.length; i++) {
            var file = Path.of(arguments[i]);
            me.files.put(file.getFileName().toString().replaceAll("\\..*", ""), file);
        }
        me.load();
        switch (arguments[1]) {
            case "watch" -> me.watch();
            case "ignore" -> onHangUp(() -> {});
            default -> onHangUp(me::load);
        }
        var server = HttpServer.create(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0])), 50);
        server.createContext("/healthz", exchange -> answer(exchange, "{\"status\":\"ok\"}"));
        server.createContext("/status", exchange -> answer(exchange, me.status()));
        server.createContext("/reload", exchange -> {
            if (!arguments[1].equals("ignore")) {
                me.load();
            }
            answer(exchange, "{}");
        });
        server.start();
        System.out.println("READY " + server.getAddress().getPort());
    }

    private static void answer(HttpExchange exchange, String text) throws IOException {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    /** Handles SIGHUP; by reflection, as the compiler warns of {@code sun.misc} and nothing else can. */
    private static void onHangUp(Runnable reload) throws ReflectiveOperationException {
        var signal = Class.forName("sun.misc.Signal");
        var handler = Class.forName("sun.misc.SignalHandler");
        var proxy = Proxy.newProxyInstance(
                FeatureServer.class.getClassLoader(), new Class<?>[] {handler}, (self, method, arguments) -> {
                    reload.run();
                    return null;
                });
        signal.getMethod("handle", signal, handler)
                .invoke(null, signal.getConstructor(String.class).newInstance("HUP"), proxy);
    }

    private void watch() {
        var timer = Executors.newSingleThreadScheduledExecutor(task -> {
            var thread = new Thread(task, "watch");
            thread.setDaemon(true);
            return thread;
        });
        var unused = timer.scheduleWithFixedDelay(this::load, 20, 20, TimeUnit.MILLISECONDS);
    }

    private synchronized void load() {
        files.forEach((id, file) -> {
            String digest;
            try {
                digest = HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
            } catch (IOException | GeneralSecurityException e) {
                digest = "unreadable";
            }
            if (!digest.equals(read.put(id, digest))) {
                System.out.println("loading " + id + " " + digest);
            }
        });
    }

    private synchronized String status() {
        var text = new StringBuilder("{");
        read.forEach((id, digest) -> text.append(text.length() > 1 ? "," : "")
                .append('"')
                .append(id)
                .append("\":\"")
                .append(digest)
                .append('"'));
        return text.append("}").toString();
    }
}
