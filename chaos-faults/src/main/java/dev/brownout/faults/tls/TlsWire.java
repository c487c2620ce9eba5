package dev.brownout.faults.tls;

import dev.brownout.api.Link;
import dev.brownout.faults.decide.Decisions;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.ssl.SslContext;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** One link's place in the tls plane: its listeners and its rules. Thread safe. */
final class TlsWire {
    private final String id;
    private final TlsLink labels;
    private final Decisions decisions;
    private final Contexts contexts;
    private final EventLoopGroup loops;
    private final long handshakeMillis;
    private final AtomicLong handshakes = new AtomicLong();
    private final AtomicLong witnessHandshakes = new AtomicLong();
    private final List<TlsRule> rules = new CopyOnWriteArrayList<>();
    private final Relay front;
    private Optional<Relay> back = Optional.empty();

    /**
     * @param onward opens where the front goes on to in the clear; empty when it goes on to the target itself
     */
    TlsWire(
            Link link,
            Optional<InetSocketAddress> onward,
            Decisions decisions,
            Contexts contexts,
            EventLoopGroup loops,
            long handshakeMillis) {
        this.handshakeMillis = handshakeMillis;
        this.id = link.id();
        this.labels = TlsLink.of(link);
        this.decisions = decisions;
        this.contexts = contexts;
        this.loops = loops;
        boolean toTarget = onward.isEmpty() && labels.targetTls();
        contexts.server("", labels, CertificateShape.VALID); // so that the first client does not wait for it
        this.front = new Relay(
                id,
                loops,
                Optional.of(this),
                toTarget ? Optional.of(Contexts.client(labels.protocols())) : Optional.empty(),
                labels.serverName(),
                handshakeMillis);
        onward.ifPresent(front::target);
    }

    InetSocketAddress address() {
        return front.address();
    }

    void target(InetSocketAddress address) {
        front.target(address);
    }

    /** Open, if it is not yet, what goes on to the target by TLS. */
    synchronized InetSocketAddress onward(InetSocketAddress target) {
        if (!labels.targetTls()) {
            return target;
        }
        if (back.isEmpty()) {
            back = Optional.of(new Relay(
                    id,
                    loops,
                    Optional.empty(),
                    Optional.of(Contexts.client(labels.protocols())),
                    labels.serverName(),
                    handshakeMillis));
        }
        back.get().target(target);
        return back.get().address();
    }

    void add(TlsRule rule) {
        rules.add(rule);
        if (rule.fault().sessions() == Sessions.CUT) {
            rule.hits().add(front.cutSessions());
        }
    }

    /** Take a rule away; whoever it left waiting is let go. */
    void remove(TlsRule rule) {
        rules.remove(rule);
        front.release(rule);
    }

    /** Count the connections that the front has carried on; witnesses' are left out. */
    long carried() {
        return front.carried();
    }

    SslContext context(String asked, CertificateShape shape) {
        return contexts.server(asked, labels, shape);
    }

    /** Decide on a handshake, and count it where it is a victim's. */
    Optional<TlsRule> decide(boolean witness) {
        if (witness && rules.isEmpty()) {
            return Optional.empty(); // so that the tries of one measurement are consecutive
        }
        long ordinal = (witness ? witnessHandshakes : handshakes).getAndIncrement();
        // every rule decides, so that what is noted of one does not depend on another's hits
        var hit = rules.stream().filter(rule -> rule.hits(decisions, witness, ordinal)).toList().stream()
                .findFirst();
        if (!witness) {
            hit.ifPresent(rule -> rule.hits().increment());
        }
        return hit;
    }

    synchronized void close() {
        front.close();
        back.ifPresent(Relay::close);
    }
}
