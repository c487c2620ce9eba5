package dev.brownout.benchmarks;

import dev.brownout.api.Protocol;
import dev.brownout.benchmarks.JunitBench.Stack;
import dev.brownout.junit.Brownout;
import dev.brownout.junit.Faults;
import dev.brownout.junit.LinkAddress;
import dev.brownout.junit.StackUnderTest;
import dev.brownout.junit.Targets;
import dev.brownout.scenarios.stack.ServiceStack;
import eu.rekawek.toxiproxy.ToxiproxyClient;
import eu.rekawek.toxiproxy.model.ToxicDirection;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.toxiproxy.ToxiproxyContainer;

/** One test class with one fault, in a JVM of its own. Prints when the fault was in place and when it was felt, in ms. */
final class FirstFault {
    private static final Duration LATENCY = Duration.ofMillis(20);
    private static final String REDIS = "brownout/redis:latest";
    private static final String TOXIPROXY = "ghcr.io/shopify/toxiproxy:2.12.0";
    private static final int PROXIED = 8666;

    private static InetSocketAddress service = new InetSocketAddress(0);
    private static InetSocketAddress seenFromContainers = new InetSocketAddress(0);
    private static volatile long started;
    private static volatile long injected;
    private static volatile long felt;

    private FirstFault() {}

    /** Ours: the link goes through the planes of this JVM; putting a fault in place proves it. */
    @Brownout
    static final class Ours {
        @StackUnderTest
        static final ServiceStack STACK = ServiceStack.builder("shop")
                .service("redis", Protocol.REDIS, () -> service)
                .build();

        @Test
        void first(Faults faults, @LinkAddress("redis") InetSocketAddress redis) throws IOException {
            try (var late = faults.on(Targets.link("test", "redis"))
                    .fault("tcp.latency")
                    .with("latency", LATENCY)
                    .inject()) {
                injected = System.nanoTime();
                feel(redis);
                if (late.exposure() == 0) {
                    throw new IllegalStateException("the fault must be met, but was not");
                }
            }
        }
    }

    /** The peer: a Toxiproxy in a container, as Testcontainers' manual has it; nothing is proven. */
    static final class Peer {
        @Test
        void first() throws IOException {
            try (var toxiproxy = new ToxiproxyContainer(TOXIPROXY)) {
                toxiproxy.start();
                var client = new ToxiproxyClient(toxiproxy.getHost(), toxiproxy.getControlPort());
                var upstream = seenFromContainers.getHostString() + ":" + seenFromContainers.getPort();
                var proxy = client.createProxy("redis", "0.0.0.0:" + PROXIED, upstream);
                proxy.toxics().latency("late", ToxicDirection.DOWNSTREAM, LATENCY.toMillis());
                injected = System.nanoTime();
                feel(new InetSocketAddress(toxiproxy.getHost(), toxiproxy.getMappedPort(PROXIED)));
            }
        }
    }

    /**
     * Run one class.
     *
     * @param args {@code ours} or {@code peer}, then the name of a {@link Stack}
     */
    public static void main(String[] args) throws IOException {
        if (Stack.valueOf(args[1]) == Stack.SERVICE) {
            service = serve(InetAddress.getByName(System.getenv("TESTCONTAINERS_HOST_OVERRIDE")));
            seenFromContainers = service;
            run(args[0]);
        } else {
            try (var redis = new GenericContainer<>(REDIS).withExposedPorts(6379)) {
                redis.start();
                service = new InetSocketAddress(redis.getHost(), redis.getMappedPort(6379));
                var networks = redis.getContainerInfo().getNetworkSettings().getNetworks();
                seenFromContainers = new InetSocketAddress(
                        networks.values().iterator().next().getIpAddress(), 6379);
                run(args[0]);
            }
        }
        System.exit(0);
    }

    private static void run(String side) {
        var request = LauncherDiscoveryRequestBuilder.request()
                .selectors(DiscoverySelectors.selectClass(side.equals("ours") ? Ours.class : Peer.class))
                .build();
        var summary = new SummaryGeneratingListener();
        LauncherFactory.create().execute(request, summary, new TestExecutionListener() {
            @Override
            public void executionStarted(TestIdentifier test) {
                if (test.getSource().filter(ClassSource.class::isInstance).isPresent()) {
                    started = System.nanoTime();
                }
            }
        });
        summary.getSummary().getFailures().forEach(f -> {
            throw new IllegalStateException("a test must pass, but did not", f.getException());
        });
        System.out.printf(Locale.ROOT, "%.3f %.3f%n", (injected - started) / 1e6, (felt - started) / 1e6);
    }

    /** Ask until an answer is late; it should be the first. */
    private static void feel(InetSocketAddress address) throws IOException {
        try (var socket = new Socket()) {
            socket.setSoTimeout(10_000);
            socket.connect(address, 10_000);
            var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            long began = System.nanoTime();
            socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
            var answer = in.readLine();
            felt = System.nanoTime();
            if (!"+PONG".equals(answer) || felt - began < LATENCY.toNanos()) {
                throw new IllegalStateException(
                        "an answer must be late, but was \"" + answer + "\" after " + (felt - began) / 1_000 + " µs");
            }
        }
    }

    /** A service that answers each line with {@code +PONG}, where containers reach it too: at the bridge's own address. */
    private static InetSocketAddress serve(InetAddress bridge) throws IOException {
        var server = new ServerSocket(0, 50, bridge);
        daemon(() -> {
            while (true) {
                var socket = server.accept();
                daemon(() -> answer(socket));
            }
        });
        return new InetSocketAddress(bridge, server.getLocalPort());
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void daemon(Work work) {
        var thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException e) {
                // the other side has gone
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private static void answer(Socket socket) throws IOException {
        try (socket) {
            socket.setTcpNoDelay(true);
            var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            while (in.readLine() != null) {
                socket.getOutputStream().write("+PONG\r\n".getBytes(StandardCharsets.US_ASCII));
            }
        }
    }
}
