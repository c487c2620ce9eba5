package dev.brownout.faults;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.Component;
import dev.brownout.api.ComponentContainer;
import dev.brownout.api.ComponentProcess;
import dev.brownout.api.FaultPlane;
import dev.brownout.api.Link;
import dev.brownout.api.Name;
import dev.brownout.api.Traffic;
import dev.brownout.api.Vantage;
import dev.brownout.faults.container.ContainerPlane;
import dev.brownout.faults.decide.DecisionLog;
import dev.brownout.faults.decide.Decisions;
import dev.brownout.faults.dns.DnsPlane;
import dev.brownout.faults.file.FilePlane;
import dev.brownout.faults.http.HttpPlane;
import dev.brownout.faults.packet.PacketPlane;
import dev.brownout.faults.process.ProcessPlane;
import dev.brownout.faults.store.StorePlane;
import dev.brownout.faults.tcp.TcpPlane;
import dev.brownout.faults.tls.TlsPlane;
import dev.brownout.faults.vantage.SourceMarks;
import dev.brownout.faults.vantage.Vantages;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The fault plane of one JVM: the tcp, tls, http and dns planes with the log of what they decided, the agents' vantages, and
 * the components' processes, containers and files, all on loopback. A link goes victim → tcp → tls (where it speaks TLS) → http (where it speaks HTTP) → target. Thread
 * safe.
 *
 * <pre>{@code
 * try (var plane = LocalPlane.open(42)) {
 *     var ledger = plane.open(link);          // the gateway connects here
 *     plane.connect(link, postgresAddress);   // and ends up there
 * }
 * }</pre>
 */
public final class LocalPlane implements FaultPlane {
    private final Parts parts = new Parts("the fault plane");
    private final DecisionLog log = new DecisionLog();
    private final AtomicLong seed;
    private final DnsPlane dns;
    private final TcpPlane tcp;
    private final HttpPlane http;
    private final TlsPlane tls;
    private final Set<InetSocketAddress> https = ConcurrentHashMap.newKeySet();
    private final Map<String, Link> links = new ConcurrentSkipListMap<>();
    private final Vantages vantages;
    private final ProcessPlane processes;
    private final FilePlane files;
    private final ContainerPlane containers;

    /**
     * Where a plane listens.
     *
     * @param dns its DNS server, on UDP and TCP; port 0 takes any that is free
     * @param toxiproxy the Toxiproxy API; port 0 takes any that is free. Links listen on the same host unless they name another
     * @param vantages where agents connect to; port 0 takes any that is free
     */
    public record Places(InetSocketAddress dns, InetSocketAddress toxiproxy, InetSocketAddress vantages) {
        /** A free port of 127.0.0.1. */
        public static final InetSocketAddress LOOPBACK = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

        /** Free ports of 127.0.0.1. */
        public static final Places FREE = new Places(LOOPBACK, LOOPBACK);

        /**
         * Take agents in on loopback.
         *
         * @param dns its DNS server
         * @param toxiproxy the Toxiproxy API
         */
        public Places(InetSocketAddress dns, InetSocketAddress toxiproxy) {
            this(dns, toxiproxy, LOOPBACK);
        }
    }

    private LocalPlane(long first, Places places, List<InetSocketAddress> upstream) {
        seed = new AtomicLong(first);
        try {
            var marks = new SourceMarks();
            var decisions = new Decisions(seed::get, log);
            dns = parts.opened(DnsPlane.open(List.of(places.dns()), upstream, log));
            tcp = parts.opened(TcpPlane.local(places.toxiproxy(), seed::get, log, marks::isMarked));
            http = parts.opened(HttpPlane.open(decisions));
            tls = parts.opened(TlsPlane.open(decisions));
            vantages = parts.opened(Vantages.open(places.vantages(), dns.address(), marks, https::contains));
            processes = parts.opened(ProcessPlane.open());
            containers = parts.opened(ContainerPlane.open());
            parts.opened(PacketPlane.open(containers));
            files = parts.opened(FilePlane.open(processes, containers));
            parts.opened(StorePlane.open(containers));
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /**
     * Open a plane whose DNS server knows only the names that are published.
     *
     * @param seed the decisions of the tcp, tls and http planes follow from it
     * @return an open plane
     * @throws BrownoutException if a port or the agent's jar could not be had
     */
    public static LocalPlane open(long seed) {
        return open(seed, List.of());
    }

    /**
     * Open a plane whose DNS server asks others for names that are not published.
     *
     * @param seed the decisions of the tcp, tls and http planes follow from it
     * @param upstream the resolvers to ask, in order; may be empty
     * @return an open plane
     * @throws BrownoutException if a port or the agent's jar could not be had
     */
    public static LocalPlane open(long seed, List<InetSocketAddress> upstream) {
        return open(seed, Places.FREE, upstream);
    }

    /**
     * Open a plane at chosen places.
     *
     * @param seed the decisions of the tcp and http planes follow from it
     * @param places where it listens
     * @param upstream the resolvers to ask for names that are not published, in order; may be empty
     * @return an open plane
     * @throws BrownoutException if a port or the agent's jar could not be had
     */
    public static LocalPlane open(long seed, Places places, List<InetSocketAddress> upstream) {
        return new LocalPlane(seed, places, upstream);
    }

    /**
     * Decide by another seed from now on, as for the next run of a plane that outlives runs. Only while no fault is in place: one
     * that is would hit others from then on.
     *
     * @param next the decisions of the tcp, tls and http planes follow from it
     * @return the seed until now
     */
    public long decideBy(long next) {
        return seed.getAndSet(next);
    }

    @Override
    public InetSocketAddress open(Link link) {
        var address = switch (link.protocol()) {
            case HTTP1 -> tcp.open(link, () -> http.open(link));
            case TLS -> tcp.open(link, () -> tls.open(link));
            case HTTPS1 -> {
                var front = tcp.open(link, () -> tls.open(link, http.open(link)));
                https.add(front);
                yield front;
            }
            case TCP, POSTGRES, REDIS -> tcp.open(link);
        };
        links.putIfAbsent(link.id(), link);
        return address;
    }

    @Override
    public void connect(Link link, InetSocketAddress address) {
        open(link);
        switch (link.protocol()) {
            case HTTP1 -> http.connect(link, address);
            case TLS -> tls.connect(link, address);
            case HTTPS1 -> http.connect(link, tls.onward(link, address));
            case TCP, POSTGRES, REDIS -> tcp.connect(link, address);
        }
    }

    @Override
    public void publish(Name name, List<InetAddress> addresses) {
        dns.publish(name.id(), addresses, DnsPlane.STANDARD_TTL);
    }

    @Override
    public InetSocketAddress dns() {
        return dns.address();
    }

    @Override
    public List<String> jvmArguments(Component component) {
        return vantages.agentArguments(component);
    }

    @Override
    public void attach(Component component, ComponentProcess process) {
        processes.attach(component.id(), process);
    }

    @Override
    public void attach(Component component, ComponentContainer container) {
        containers.attach(component.id(), container);
    }

    @Override
    public void place(Component component, String file, Path path) {
        files.place(component, file, path);
    }

    @Override
    public void placeInside(Component component, String file, String path) {
        files.placeInside(component, file, path);
    }

    @Override
    public Optional<Vantage> vantage(String component) {
        return vantages.find(component);
    }

    @Override
    public List<Traffic> traffic() {
        return links.values().stream().map(this::traffic).toList();
    }

    /** Each plane counts where it goes on to the target itself: the last one on the way. */
    private Traffic traffic(Link link) {
        return switch (link.protocol()) {
            case HTTP1, HTTPS1 -> http.traffic(link);
            case TLS -> connects(link, tls.carried(link));
            case TCP, POSTGRES, REDIS -> connects(link, tcp.carried(link));
        };
    }

    private static Traffic connects(Link link, long count) {
        return new Traffic(link.id(), count, 0, 0, 0, 0);
    }

    @Override
    public <P> P part(Class<P> type) {
        return Optional.of(log)
                .filter(type::isInstance)
                .map(type::cast)
                .or(() -> parts.find(type))
                .orElseThrow(() -> new BrownoutException("part must be one of " + parts.names() + ", but was "
                        + type.getName() + "; open a plane that has it"));
    }

    @Override
    public void close() {
        links.clear();
        parts.close();
    }
}
