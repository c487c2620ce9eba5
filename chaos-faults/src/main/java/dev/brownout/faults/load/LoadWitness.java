package dev.brownout.faults.load;

import dev.brownout.api.FaultPlane;
import dev.brownout.api.Link;
import dev.brownout.api.Measurement;
import dev.brownout.api.Vantage;
import dev.brownout.api.Vantage.HttpReading;
import dev.brownout.faults.http.HttpPlane;
import dev.brownout.faults.tcp.Greetings;
import dev.brownout.faults.tcp.TcpPlane;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Looks at what arrives at a link's target for a while, and asks through the link as the victim does. */
final class LoadWitness {
    private static final Duration DEADLINE = Duration.ofMillis(1_500);

    private final String kind;
    private final LoadFault fault;

    LoadWitness(String kind, LoadFault fault) {
        this.kind = kind;
        this.fault = fault;
    }

    Measurement measure(Link link, Vantage vantage, FaultPlane plane) {
        var address = plane.open(link);
        var arrivals = plane.part(HttpPlane.class).arrivals(link);
        long arrivedBefore = arrivals.load(kind);
        long othersBefore = arrivals.victims();
        long begin = System.nanoTime();
        var asked = plane.part(TcpPlane.class)
                .witnessing(
                        link,
                        () -> vantage.get(
                                address, Greetings.HEALTH_PATH, Map.of(Greetings.WITNESS_HEADER, "1"), DEADLINE));
        long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
        LoadFaultKind.pause(Math.max(0, fault.lookMillis() - took));
        double seconds = (System.nanoTime() - begin) / 1e9;
        long arrived = arrivals.load(kind) - arrivedBefore;
        long others = arrivals.victims() - othersBefore;
        long open = arrivals.open(kind);
        return new Measurement(
                fault.shows(arrived, others, open, seconds),
                arrived == 0 && open == 0,
                String.format(
                        Locale.ROOT,
                        "at the target within %.0f ms: %d requests of %s (%.0f/s), %d others (%.0f/s); %d of its connections open;"
                                + " a GET as the victim: %s",
                        seconds * 1e3,
                        arrived,
                        kind,
                        arrived / seconds,
                        others,
                        others / seconds,
                        open,
                        words(asked)));
    }

    private static String words(HttpReading reading) {
        return reading.status() > 0
                ? String.format(Locale.ROOT, "%d after %.1f ms", reading.status(), reading.nanos() / 1e6)
                : reading.outcome().toString();
    }
}
