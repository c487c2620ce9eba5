package dev.brownout.faults.dns;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.Measurement;
import dev.brownout.api.Vantage;
import dev.brownout.api.Vantage.DnsReading;
import dev.brownout.api.Vantage.LookupReading;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Measures a fault on a name: what its server says on the wire, and what the victim's own resolver tells.
 *
 * <p>A fault that hits every question shows its symptom when both show it, and health when both are healthy; in between,
 * while a cache still holds what was before, it is neither. Of a fault with a ratio, {@code 2 * ceil(1 / ratio)} questions
 * on the wire are sure to meet one that is hit; the look-up is only reported then, as it may go either way.
 */
final class DnsWitness {
    /** The plane is on this machine: an answer that is not there by now does not come. */
    private static final Duration WIRE_DEADLINE = Duration.ofMillis(1500);

    private static final Duration LOOKUP_DEADLINE = Duration.ofSeconds(2);

    private DnsWitness() {}

    static Measurement measure(DnsFault fault, String name, Vantage vantage, LookupPacer pacer) {
        try {
            return fault.ratio() < 1 ? share(fault, name, vantage, pacer) : every(fault, name, vantage, pacer);
        } catch (BrownoutException e) {
            return Measurement.undecided(String.valueOf(e.getMessage()));
        }
    }

    private static Measurement every(DnsFault fault, String name, Vantage vantage, LookupPacer pacer) {
        var wire = vantage.query(name, WIRE_DEADLINE);
        var lookup = lookup(name, vantage, pacer);
        var reading = "wire " + words(wire) + "; " + words(lookup);
        boolean fails = lookup.isPresent() && !lookup.get().found();
        boolean finds = lookup.isPresent() && lookup.get().found();
        return new Measurement(fault.shows(wire) && fails, healthy(wire) && finds, reading);
    }

    private static Measurement share(DnsFault fault, String name, Vantage vantage, LookupPacer pacer) {
        int most = (int) (2 * Math.ceil(1 / fault.ratio()));
        var readings = new ArrayList<DnsReading>();
        Optional<DnsReading> hit = Optional.empty();
        for (int i = 0; i < most && hit.isEmpty(); i++) {
            var reading = vantage.query(name, WIRE_DEADLINE);
            readings.add(reading);
            hit = Optional.of(reading).filter(fault::shows);
        }
        var lookup = lookup(name, vantage, pacer);
        var told = hit.orElse(readings.get(readings.size() - 1));
        var reading = "wire " + (hit.isPresent() ? "hit" : "no hit") + " in " + readings.size() + " queries, last "
                + words(told) + "; " + words(lookup);
        return new Measurement(hit.isPresent(), hit.isEmpty() && anyHealthy(readings), reading);
    }

    private static boolean anyHealthy(List<DnsReading> readings) {
        return readings.stream().anyMatch(DnsWitness::healthy);
    }

    private static boolean healthy(DnsReading wire) {
        return wire.code().equals("NOERROR") && !wire.addresses().isEmpty();
    }

    private static Optional<LookupReading> lookup(String name, Vantage vantage, LookupPacer pacer) {
        var wait = pacer.reserve(vantage.component() + " " + name, System.nanoTime());
        if (wait.isEmpty()) {
            return Optional.empty();
        }
        try {
            Thread.sleep(wait.get().toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BrownoutException("the measurement was interrupted", e);
        }
        return Optional.of(vantage.lookup(name, LOOKUP_DEADLINE));
    }

    private static String words(DnsReading wire) {
        var text = new StringBuilder(wire.code());
        if (wire.code().equals("NOERROR")) {
            text.append(", ").append(wire.addresses().size()).append(" answers");
        }
        if (wire.soa()) {
            text.append(", SOA ").append(wire.ttlSeconds()).append(" s");
        }
        return text.append(", ").append(millis(wire.nanos())).toString();
    }

    private static String words(Optional<LookupReading> lookup) {
        return lookup.map(l -> l.found()
                        ? "look-up: " + String.join(" ", l.addresses()) + " after " + millis(l.nanos())
                        : "look-up: " + l.error() + " after " + millis(l.nanos()))
                .orElse("no look-up: enough others are waiting");
    }

    private static String millis(long nanos) {
        return String.format(Locale.ROOT, "%.1f ms", nanos / 1e6);
    }
}
