package dev.brownout.scenarios.report.html;

import dev.brownout.api.Capability;
import dev.brownout.api.Mode;
import dev.brownout.scenarios.journal.Event;
import dev.brownout.scenarios.journal.Event.Change;
import dev.brownout.scenarios.json.Json;
import dev.brownout.scenarios.judge.FaultProof;
import dev.brownout.scenarios.plan.Plan;
import dev.brownout.scenarios.plan.Plan.PlannedFault;
import dev.brownout.scenarios.report.Buckets;
import dev.brownout.scenarios.report.Chronicle;
import dev.brownout.scenarios.report.Chronicle.Stretch;
import dev.brownout.scenarios.report.Summary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What the timeline's script draws, as JSON that may stand in a script element. Times are seconds from the first phase on. */
final class TimelineData {
    private final Plan plan;
    private final Chronicle chronicle;
    private final Set<String> proven;
    private final long zero;
    private final long from;
    private final long to;

    TimelineData(Plan plan, Chronicle chronicle, List<FaultProof> proofs) {
        this.plan = plan;
        this.proven =
                proofs.stream().filter(Summary::proven).map(FaultProof::fault).collect(Collectors.toSet());
        this.chronicle = chronicle;
        var stretches = chronicle.stretches();
        this.from = stretches.stream().mapToLong(Stretch::from).min().orElse(0);
        this.zero = stretches.stream()
                .filter(s -> !s.id().equals(Event.STEADY))
                .mapToLong(Stretch::from)
                .findFirst()
                .orElse(from);
        long last = chronicle.samples().values().stream()
                .flatMap(List::stream)
                .mapToLong(Chronicle.Point::due)
                .max()
                .orElse(chronicle.end());
        long changed = chronicle.faults().values().stream()
                .flatMap(t -> t.times().values().stream())
                .mapToLong(at -> at)
                .max()
                .orElse(from);
        long ended = stretches.stream().mapToLong(Stretch::to).max().orElse(from);
        long all = Math.max(Math.max(last, changed), ended);
        // room for the mark behind what ends last
        this.to = all + (all - from) / 50 + 1;
    }

    record Band(String id, String title, double from, double to, double incidentFrom, double incidentTo) {}

    record Bar(String fault, Map<String, Double> times, String end, boolean proven) {}

    record Lane(String name, List<Bar> bars) {}

    record Strip(
            String id, double slow, double deadline, Map<String, int[]> modes, List<Double> p50, List<Double> p99) {}

    record Data(
            double from,
            double to,
            double width,
            String began,
            List<Band> phases,
            List<Lane> lanes,
            List<double[]> stalls,
            List<Strip> strips) {}

    /** The JSON, safe between script tags: no letter of it can end the element or begin a comment. */
    String json() {
        var safe = new StringBuilder();
        Json.mapper().writeValueAsString(data()).chars().forEach(c -> {
            // format characters, line separators among them, may stand in JSON but steer what shows or runs it
            if (c == '<' || c == '>' || c == '&' || c > 0x7E) {
                safe.append(String.format(Locale.ROOT, "\\u%04x", c));
            } else {
                safe.append((char) c);
            }
        });
        return safe.toString();
    }

    /** Lanes in the order of their first fault. */
    List<Lane> lanes() {
        var lanes = new LinkedHashMap<String, List<Bar>>();
        for (var phase : plan.phases()) {
            for (var fault : phase.faults()) {
                bar(fault)
                        .ifPresent(b -> lanes.computeIfAbsent(
                                        fault.kind() + " on " + fault.target(), k -> new ArrayList<>())
                                .add(b));
            }
        }
        return lanes.entrySet().stream()
                .map(e -> new Lane(e.getKey(), e.getValue()))
                .toList();
    }

    private Data data() {
        int rate = plan.stack().capabilities().stream()
                .mapToInt(Capability::probesPerSecond)
                .max()
                .orElse(1);
        long width = Buckets.width(to - from, rate);
        return new Data(
                seconds(from),
                seconds(to),
                width / 1e9,
                plan.incident().flatMap(i -> i.began()).map(Object::toString).orElse(""),
                bands(),
                lanes(),
                chronicle.stalls().stream()
                        .map(s -> new double[] {seconds(s.from()), seconds(s.to())})
                        .toList(),
                plan.stack().capabilities().stream().map(c -> strip(c, width)).toList());
    }

    private List<Band> bands() {
        var planned = new LinkedHashMap<String, Plan.PlannedPhase>();
        plan.phases().forEach(p -> planned.put(p.id(), p));
        var bands = new ArrayList<Band>();
        var stretches = chronicle.stretches();
        for (int i = 0; i < stretches.size(); i++) {
            var s = stretches.get(i);
            var phase = planned.get(s.id());
            if (phase == null) {
                // the watch is repeated until it holds: only the last one is the steady stretch
                boolean again = s.id().equals(Event.STEADY)
                        && i + 1 < stretches.size()
                        && stretches.get(i + 1).id().equals(Event.STEADY);
                bands.add(new Band(
                        again ? "not steady yet" : s.id(),
                        s.id().equals(Event.STEADY) ? "before the first fault" : "after the last fault",
                        seconds(s.from()),
                        seconds(s.to()),
                        -1,
                        -1));
            } else {
                double began = phase.incidentAt().toMillis() / 1e3;
                bands.add(new Band(
                        s.id(),
                        phase.title(),
                        seconds(s.from()),
                        seconds(s.to()),
                        began,
                        began + phase.incidentLength().toMillis() / 1e3));
            }
        }
        return bands;
    }

    private Optional<Bar> bar(PlannedFault fault) {
        var trace = chronicle.faults().get(fault.id());
        if (trace == null || trace.at(Change.ASKED).isEmpty()) {
            return Optional.empty();
        }
        var times = new LinkedHashMap<String, Double>();
        trace.times().forEach((change, at) -> times.put(change.name().toLowerCase(Locale.ROOT), seconds(at)));
        return Optional.of(new Bar(fault.id(), times, end(trace), proven.contains(fault.id())));
    }

    private static String end(Chronicle.Trace trace) {
        if (trace.at(Change.NOT_RESTORED).isPresent()) {
            return "not proven restored";
        }
        if (trace.at(Change.CONTINUED).isPresent()) {
            return "goes on in the next phase";
        }
        return trace.at(Change.RESTORED).isPresent() ? "proven restored" : "not proven restored";
    }

    private Strip strip(Capability c, long width) {
        var buckets = Buckets.of(chronicle.samples().getOrDefault(c.id(), List.of()), from, to, width);
        var modes = new LinkedHashMap<String, int[]>();
        for (var mode : Mode.values()) {
            var counts = buckets.of(mode);
            if (Arrays.stream(counts).anyMatch(n -> n > 0)) {
                modes.put(mode.word(), counts);
            }
        }
        return new Strip(
                c.id(),
                c.slowAfter().toMillis(),
                c.deadline().toMillis(),
                modes,
                rounded(buckets.p50()),
                rounded(buckets.p99()));
    }

    /** A tenth of a millisecond is more than a screen shows. */
    private static List<Double> rounded(double[] millis) {
        var out = new ArrayList<Double>(millis.length);
        for (double m : millis) {
            out.add(Double.isNaN(m) ? Double.valueOf(-1) : Double.valueOf(Math.round(m * 10) / 10.0));
        }
        return out;
    }

    private double seconds(long time) {
        return Math.round((time - zero) / 1e6) / 1e3;
    }
}
