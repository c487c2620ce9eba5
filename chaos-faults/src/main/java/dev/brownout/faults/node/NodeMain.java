package dev.brownout.faults.node;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.UndoLedger;
import dev.brownout.faults.FaultRegistry;
import dev.brownout.faults.LocalPlane;
import dev.brownout.faults.tcp.proxy.HostPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/**
 * A chaos node as the only process of a container, which {@code brownout node} is for people: {@code control=IP:PORT
 * toxiproxy=IP:PORT dns=IP:PORT vantages=IP:PORT seed=N}, all of them needed. Says READY, and ends on SIGTERM. With the one word
 * {@code rehearse} it opens on free ports of loopback and ends at once: what that loads is kept beside the image's JVM.
 */
public final class NodeMain {
    /** A container's node ends with its container: whatever it does is gone then. */
    private static final UndoLedger NOTHING_OUTLIVES_IT = (action, arguments) -> () -> {};

    private NodeMain() {}

    /**
     * Run until the JVM is told to end.
     *
     * @param args as above
     * @throws InterruptedException never
     */
    public static void main(String[] args) throws InterruptedException {
        if (List.of(args).equals(List.of("rehearse"))) {
            var free = Node.Settings.free("rehearsal");
            try (var node = Node.open(free, FaultRegistry.load(), NOTHING_OUTLIVES_IT)) {
                new NodeClient("http://" + HostPort.text(node.control())).get("/version");
            }
            return;
        }
        var words = new HashMap<String, String>();
        for (var arg : args) {
            words.put(arg.replaceFirst("=.*", ""), arg.replaceFirst("[^=]*=", ""));
        }
        var settings = new Node.Settings(
                new LocalPlane.Places(address(words, "dns"), address(words, "toxiproxy"), address(words, "vantages")),
                address(words, "control"),
                List.of(),
                true,
                Set.of(),
                Long.parseLong(words.getOrDefault("seed", "1")),
                Duration.ofHours(24),
                Optional.empty(),
                "in a container");
        var ended = new CountDownLatch(1);
        var node = Node.open(settings, FaultRegistry.load(), NOTHING_OUTLIVES_IT);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            node.close();
            ended.countDown();
        }));
        System.out.println("READY " + node.control().getPort());
        ended.await();
    }

    private static InetSocketAddress address(Map<String, String> words, String key) {
        try {
            var parsed = HostPort.parse(words.getOrDefault(key, ""));
            return new InetSocketAddress(InetAddress.getByName(parsed.host()), parsed.port());
        } catch (IOException e) {
            throw new BrownoutException(key + " must be an IP address and a port, but was " + words.get(key), e);
        }
    }
}
