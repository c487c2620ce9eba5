package dev.brownout.examples.exchange.system;

import dev.brownout.examples.exchange.edge.EdgeMain;
import dev.brownout.examples.exchange.engine.EngineMain;
import dev.brownout.examples.exchange.gateway.GatewayMain;
import dev.brownout.examples.exchange.ledger.LedgerServer;
import dev.brownout.examples.exchange.postgres.FreePorts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/**
 * The whole exchange as child processes with a real Postgres. The ledger's regional name is resolved through a hosts file
 * of the JDK ({@code -Djdk.net.hosts.file}), so that a test can empty the name without any fault plane: the JDK reads that
 * file anew at each look-up, and keeps its own caches in front.
 */
final class ExchangeProcesses implements AutoCloseable {
    static final String LEDGER_NAME = "ledger.us-east-1.exchange.test";
    private static final Duration START = Duration.ofSeconds(60);

    private final Map<String, Process> processes = new LinkedHashMap<>();
    private final Path folder;
    private final Path hosts;
    private final LedgerServer ledger;
    private final int edgePort = FreePorts.choose();
    private final int enginePort = FreePorts.choose();
    private final List<String> shared;

    ExchangeProcesses(Path folder, String posture, String... more) throws IOException {
        this.folder = folder;
        this.hosts = folder.resolve("hosts");
        nameIsThere();
        this.ledger = new LedgerServer();
        this.shared = new ArrayList<>(List.of(
                "posture=" + posture,
                "ledger=" + ledger.url(LEDGER_NAME),
                "ledger-password=" + ledger.password(),
                "engine=http://127.0.0.1:" + enginePort));
        shared.addAll(Arrays.asList(more));
        int first = FreePorts.choose();
        int second = FreePorts.choose();
        startEngine();
        start("gateway-1", GatewayMain.class, first);
        start("gateway-2", GatewayMain.class, second);
        start("edge", EdgeMain.class, edgePort, "gateways=http://127.0.0.1:" + first + ",http://127.0.0.1:" + second);
        try {
            processes.keySet().forEach(this::awaitReady);
        } catch (RuntimeException e) {
            close(); // nobody else would end what has been started
            throw e;
        }
    }

    void startEngine() throws IOException {
        start("engine", EngineMain.class, enginePort, "command-log=" + folder.resolve("commands.log"));
    }

    private void start(String name, Class<?> main, int port, String... own) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-Djdk.net.hosts.file=" + hosts,
                "-cp",
                System.getProperty("java.class.path"),
                main.getName(),
                "port=" + port,
                "name=" + name));
        command.addAll(shared);
        command.addAll(Arrays.asList(own));
        Files.deleteIfExists(out(name));
        processes.put(
                name,
                new ProcessBuilder(command)
                        .redirectOutput(out(name).toFile())
                        .redirectError(ProcessBuilder.Redirect.appendTo(
                                folder.resolve(name + ".err").toFile()))
                        .start());
    }

    private Path out(String name) {
        return folder.resolve(name + ".out");
    }

    void awaitReady(String name) {
        Awaitility.await(name)
                .atMost(START)
                .failFast(
                        name + " ended: " + folder.resolve(name + ".err"),
                        () -> !process(name).isAlive())
                .until(() -> Files.readString(out(name)).matches("READY \\d+\n"));
    }

    Process process(String name) {
        Process process = processes.get(name);
        if (process == null) {
            throw new IllegalArgumentException("no process " + name);
        }
        return process;
    }

    String edge() {
        return "http://127.0.0.1:" + edgePort;
    }

    LedgerServer ledger() {
        return ledger;
    }

    void nameIsThere() throws IOException {
        write("127.0.0.1 " + LEDGER_NAME + "\n");
    }

    void nameIsEmpty() throws IOException {
        write("# nobody\n");
    }

    private void write(String content) throws IOException {
        Path draft = Files.writeString(folder.resolve("hosts.draft"), content);
        Files.move(draft, hosts, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void close() throws IOException {
        processes.values().forEach(Process::destroy);
        processes.values().forEach(LedgerServer::awaitEnd);
        ledger.close();
    }
}
