package dev.brownout.faults.vantage;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.Component;
import dev.brownout.api.Vantage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the connections of the agents inside the stack's JVMs, on a loopback port, and finds the vantage inside a
 * component. Agents show a token that is new in every run. Thread safe.
 */
public final class Vantages implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Vantages.class);
    private static final int HELLO_MILLIS = 2_000;

    private final InetSocketAddress dns;
    private final SourceMarks marks;
    private final Predicate<InetSocketAddress> speaksTls;
    private final ServerSocket server;
    private final AgentJar jar;
    private final String token;
    private final Map<String, AgentVantage> vantages = new ConcurrentHashMap<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    private Vantages(
            InetSocketAddress dns,
            SourceMarks marks,
            Predicate<InetSocketAddress> speaksTls,
            ServerSocket server,
            AgentJar jar) {
        this.dns = dns;
        this.marks = marks;
        this.speaksTls = speaksTls;
        this.server = server;
        this.jar = jar;
        var bytes = new byte[16];
        new SecureRandom().nextBytes(bytes);
        this.token = HexFormat.of().formatHex(bytes);
    }

    /**
     * Listen for agents.
     *
     * @param place where; port 0 takes any that is free. Other machines than this one only where they share it with victims
     * @param dns the plane's DNS server, on loopback, which agents send their JVM's look-ups to
     * @param marks where the source addresses of witnesses' connections are noted
     * @param speaksTls tells where a witness's HTTP request has to go over TLS
     * @return what finds the vantages; to be closed
     * @throws BrownoutException if there is no port, or no agent to run
     */
    public static Vantages open(
            InetSocketAddress place, InetSocketAddress dns, SourceMarks marks, Predicate<InetSocketAddress> speaksTls) {
        var jar = AgentJar.locate();
        try {
            var server = new ServerSocket();
            server.bind(place);
            var vantages = new Vantages(dns, marks, speaksTls, server, jar);
            daemon("brownout-vantages", vantages::accept);
            return vantages;
        } catch (IOException e) {
            jar.close();
            throw new BrownoutException("place for vantages must be free, but " + text(place) + " was not: " + e, e);
        }
    }

    /**
     * Give the arguments that make a component's JVM resolve through the plane and be a vantage. How long its look-ups
     * wait is the component's own choice, by the system properties {@code brownout.dns-timeout} (5s where nothing is said)
     * and {@code brownout.dns-tries} (2).
     *
     * @param component the component
     * @return arguments for {@code java}, before the main class
     */
    public List<String> agentArguments(Component component) {
        return List.of("-javaagent:" + jar.path() + "=component=" + component.id() + ",dns=" + text(dns) + ",vantage="
                + text(address()) + ",token=" + token);
    }

    private static String text(InetSocketAddress address) {
        return address.getAddress().getHostAddress() + ":" + address.getPort();
    }

    /**
     * Give what agents show.
     *
     * @return the token, new for each of these
     */
    public String token() {
        return token;
    }

    /**
     * Tell where agents connect to.
     *
     * @return the address that was bound
     */
    public InetSocketAddress address() {
        return new InetSocketAddress(server.getInetAddress(), server.getLocalPort());
    }

    /**
     * Find the vantage inside a component: of its JVMs, the one whose agent connected last.
     *
     * @param component the component's id
     * @return the vantage; empty while no agent of that component is connected
     */
    public Optional<Vantage> find(String component) {
        return Optional.ofNullable(vantages.get(component));
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                var socket = server.accept();
                open.add(socket);
                daemon("brownout-vantage-reader", () -> serve(socket));
            } catch (IOException e) {
                if (!server.isClosed()) {
                    log.warn("agents can no longer connect", e);
                }
                return;
            }
        }
    }

    private void serve(Socket socket) {
        AgentVantage vantage = null;
        try (socket) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(HELLO_MILLIS);
            var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            var hello = String.valueOf(in.readLine()).split(" ", -1);
            if (hello.length != 4 || !hello[0].equals("brownout-vantage") || !hello[1].equals("1")) {
                log.warn("a connection from {} was none of our agents", socket.getRemoteSocketAddress());
                return;
            }
            if (!hello[2].equals(token)) {
                log.warn("an agent of another run was turned away, component {}", hello[3]);
                return;
            }
            socket.setSoTimeout(0);
            vantage = new AgentVantage(hello[3], socket, marks, speaksTls);
            vantage.send("welcome");
            vantages.put(hello[3], vantage);
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                vantage.received(line.split(" ", -1));
            }
        } catch (IOException | RuntimeException e) {
            log.debug("an agent's connection ended", e);
        } finally {
            open.remove(socket);
            if (vantage != null) {
                vantages.remove(vantage.component(), vantage);
                vantage.gone();
            }
        }
    }

    private static void daemon(String name, Runnable work) {
        var thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Let every agent go; they fall silent, and their JVMs go on. Idempotent. */
    @Override
    public void close() {
        try {
            server.close();
            for (var socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            log.debug("closing", e);
        }
        jar.close();
    }
}
