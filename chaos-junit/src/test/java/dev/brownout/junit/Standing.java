package dev.brownout.junit;

import com.sun.net.httpserver.HttpServer;
import dev.brownout.api.ComponentProcess.Served;
import dev.brownout.api.ConfigFile;
import dev.brownout.api.LoadEvidence;
import dev.brownout.api.ProcessControl;
import dev.brownout.api.Protocol;
import dev.brownout.api.Reload;
import dev.brownout.faults.process.StandingProcess;
import dev.brownout.scenarios.stack.ServiceStack;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A service in a process of its own that reads a file and outlives the test JVMs that come and go: answers {@code /healthz}, reads
 * its file again on {@code POST /reload}, and tells the digest of what it read on {@code /status}.
 *
 * @param pid its process id
 * @param port where it serves
 * @param file what it reads
 */
record Standing(long pid, int port, Path file) implements AutoCloseable {

    /** Start one; its file is there. */
    static Standing start(Path file) throws IOException {
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xshare:auto",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Standing.class.getName(),
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        return new Standing(process.pid(), Integer.parseInt(String.valueOf(out.readLine())), file);
    }

    /** Write it as one word, for another process. */
    String word() {
        return pid + ":" + port + ":" + file;
    }

    static Standing of(String word) {
        var parts = word.split(":", 3);
        return new Standing(Long.parseLong(parts[0]), Integer.parseInt(parts[1]), Path.of(parts[2]));
    }

    InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    /** Two of them as a stack: the process of one can be paused, the file of the other changed. */
    static ServiceStack stack(Standing gateway, Standing engine) {
        return ServiceStack.builder("standing")
                .service("gateway", Protocol.HTTP1, gateway::address)
                .service("engine", Protocol.HTTP1, engine::address)
                .process("gateway", ProcessControl.PAUSE, gateway::process)
                .process("engine", ProcessControl.PAUSE, engine::process)
                .file(
                        "engine",
                        ConfigFile.of(
                                "pairs",
                                ConfigFile.Format.TEXT,
                                Reload.http("POST", "/reload"),
                                LoadEvidence.status("/status", "/sha256")),
                        engine.file())
                .build();
    }

    private StandingProcess process() {
        return new StandingProcess(pid, new Served(address(), Protocol.HTTP1), Optional.empty(), Optional.empty());
    }

    /** Its state in the table of processes: S or R where it runs, T where it is stopped (proc(5)). */
    char state() throws IOException {
        var stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
        return stat.charAt(stat.lastIndexOf(')') + 2);
    }

    @Override
    public void close() {
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }

    /** Serves. Argument: the file. */
    public static void main(String[] arguments) throws IOException {
        var file = Path.of(arguments[0]);
        var read = new AtomicReference<>(digest(file));
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            if (exchange.getRequestURI().getPath().equals("/reload")) {
                read.set(digest(file));
            }
            var body = ("{\"sha256\":\"" + read.get() + "\"}").getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        System.out.println(server.getAddress().getPort());
    }

    private static String digest(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
