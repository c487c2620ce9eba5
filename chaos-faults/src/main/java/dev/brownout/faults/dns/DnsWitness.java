package dev.brownout.faults.dns;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.Measurement;
import dev.brownout.api.Vantage;
import dev.brownout.api.Vantage.DnsReading;
import dev.brownout.api.Vantage.LookupReading;
import dev.brownout.faults.dns.CacheLag.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Measures a fault on a name: what its server says on the wire, and what the victim's own resolver tells.
 *
 * <p>A fault that hits every question shows its symptom when both show it, and health when both are healthy; in between,
 * while a cache still holds what was before, it is neither, and the reading tells for how long. Of a fault with a ratio so
 * many questions are asked on the wire that one is sure to be hit; the look-up is only reported then, as it may go either
 * way, and so it is of a fault that a look-up cannot tell from health.
 */
final class DnsWitness {
    /** The plane is on this machine: an answer that is not there by now does not come. */
    static final Duration WIRE_DEADLINE = Duration.ofMillis(1500);

    private static final Duration LOOKUP_DEADLINE = Duration.ofSeconds(2);

    private final DnsPlane plane;
    private final String id;

    /**
     * @param plane what was published there is what health looks like
     * @param id the injection's
     */
    DnsWitness(DnsPlane plane, String id) {
        this.plane = plane;
        this.id = id;
    }

    /** What was asked on the wire: what told, in how many tries, and what the last one was. */
    private record OnWire(State state, int tries, DnsReading last) {}

    Measurement measure(DnsFault fault, String name, Vantage vantage) {
        try {
            var wire = wire(fault, name, vantage);
            boolean decides = fault.reach().ratio() >= 1 && fault.lookupTells();
            var lookup = lookup(name, vantage, decides ? LookupPacer.LONGEST_WAIT : Duration.ZERO);
            var seen = decides
                    ? lookup.map(l -> state(fault, l, plane.published(name, l.addresses())))
                            .orElse(State.NEITHER)
                    : State.NEITHER;
            var reading = words(fault, wire) + "; " + words(lookup);
            if (decides && lookup.isPresent()) {
                var key = id + " " + name + " " + vantage.component();
                var lag = plane.cacheLag().note(key, wire.state(), seen, System.nanoTime());
                reading += lag.isEmpty() ? "" : "; " + lag;
            }
            return new Measurement(
                    wire.state() == State.SYMPTOM && (!decides || seen == State.SYMPTOM),
                    wire.state() == State.HEALTH && (!decides || seen == State.HEALTH),
                    reading);
        } catch (BrownoutException e) {
            return Measurement.undecided(String.valueOf(e.getMessage()));
        }
    }

    /** Ask until the fault shows, or so often that it would have. */
    private OnWire wire(DnsFault fault, String name, Vantage vantage) {
        var tries = fault.tries();
        boolean healthy = false;
        int shown = 0;
        var readings = new ArrayList<DnsReading>();
        while (readings.size() < tries.most()) {
            if (!readings.isEmpty()) {
                pause(tries.apart());
            }
            var reading = vantage.query(name, WIRE_DEADLINE);
            readings.add(reading);
            var published = plane.published(name, reading.addresses());
            if (fault.shows(reading, published)) {
                if (++shown >= fault.inARow()) {
                    return new OnWire(State.SYMPTOM, readings.size(), reading);
                }
            } else {
                healthy |= healthy(reading, published);
                if (fault.inARow() > 1) {
                    break;
                }
            }
        }
        return new OnWire(healthy ? State.HEALTH : State.NEITHER, readings.size(), readings.get(readings.size() - 1));
    }

    private static boolean healthy(DnsReading wire, Optional<Published> published) {
        return wire.code().equals("NOERROR")
                && !wire.addresses().isEmpty()
                && published
                        .map(p -> p.seen().equals(Set.copyOf(wire.addresses())))
                        .orElse(true);
    }

    private static State state(DnsFault fault, LookupReading lookup, Optional<Published> published) {
        if (fault.shows(lookup, published)) {
            return State.SYMPTOM;
        }
        boolean healthy = lookup.found()
                && published.map(p -> p.all().containsAll(lookup.addresses())).orElse(true);
        return healthy ? State.HEALTH : State.NEITHER;
    }

    private Optional<LookupReading> lookup(String name, Vantage vantage, Duration patience) {
        var wait = plane.pacer().reserve(vantage.component() + " " + name, System.nanoTime(), patience);
        if (wait.isEmpty()) {
            return Optional.empty();
        }
        pause(wait.get());
        return Optional.of(vantage.lookup(name, LOOKUP_DEADLINE));
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BrownoutException("the measurement was interrupted", e);
        }
    }

    private static String words(DnsFault fault, OnWire wire) {
        return fault.tries().most() == 1
                ? "wire " + words(wire.last())
                : "wire " + (wire.state() == State.SYMPTOM ? "hit" : "no hit") + " in " + wire.tries()
                        + " queries, last " + words(wire.last());
    }

    private static String words(DnsReading wire) {
        var text = new StringBuilder(wire.truncated() ? "TC, then over TCP " : "").append(wire.code());
        List<String> addresses = wire.addresses();
        if (wire.code().equals("NOERROR")) {
            text.append(", ").append(addresses.size()).append(" answers");
        }
        if (!addresses.isEmpty()) {
            text.append(" (").append(String.join(" ", addresses.subList(0, Math.min(8, addresses.size()))));
            text.append("), TTL ").append(wire.ttlSeconds()).append(" s");
        } else if (wire.soa()) {
            text.append(", SOA ").append(wire.ttlSeconds()).append(" s");
        }
        return text.append(", ").append(millis(wire.nanos())).toString();
    }

    private static String words(Optional<LookupReading> lookup) {
        return lookup.map(l -> l.found()
                        ? "look-up: " + String.join(" ", l.addresses()) + " after " + millis(l.nanos())
                        : "look-up: " + l.error() + " after " + millis(l.nanos()))
                .orElse("no look-up so soon after the last");
    }

    private static String millis(long nanos) {
        return String.format(Locale.ROOT, "%.1f ms", nanos / 1e6);
    }
}
