package dev.brownout.cli;

import dev.brownout.api.Durations;
import dev.brownout.api.Mode;
import dev.brownout.scenarios.journal.Event;
import dev.brownout.scenarios.journal.Event.Change;
import dev.brownout.scenarios.journal.Line;
import dev.brownout.scenarios.plan.Plan;
import dev.brownout.scenarios.report.Paint;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a run looks like right now: folded from the journal's lines, drawn as text. Thread safe. */
final class LiveState {
    private static final int STRIP = 60;
    private static final long CELL = Duration.ofMillis(500).toNanos();

    private final Plan plan;
    private final Paint paint;
    private final Map<String, Deque<Cell>> strips = new LinkedHashMap<>();
    private final Map<String, String> faults = new LinkedHashMap<>();
    private String phase;
    private long phaseBegan;
    private String last = "";

    /** Half a second of one capability: the worst mode in it. */
    private record Cell(long number, Mode worst) {}

    LiveState(Plan plan, Paint paint) {
        this.plan = plan;
        this.paint = paint;
        this.phase = "starting " + plan.stack().id();
        plan.stack().capabilities().forEach(c -> strips.put(c.id(), new ArrayDeque<>()));
    }

    synchronized void accept(Line line) {
        if (line.event() instanceof Event.PhaseBegan e) {
            phase = e.phase();
            phaseBegan = e.at();
        } else if (line.event() instanceof Event.Probed e) {
            var strip = strips.computeIfAbsent(e.capability(), c -> new ArrayDeque<>());
            long number = e.due() / CELL;
            var newest = strip.peekLast();
            if (newest != null && newest.number() == number) {
                strip.removeLast();
                strip.addLast(new Cell(number, worse(newest.worst(), e.mode())));
            } else if (newest == null || newest.number() < number) {
                strip.addLast(new Cell(number, e.mode()));
            }
            if (strip.size() > STRIP) {
                strip.removeFirst();
            }
        } else if (line.event() instanceof Event.FaultChanged e) {
            changed(e);
        } else if (line.event() instanceof Event.Signalled e) {
            last = e.signal() + ": " + e.evidence();
        } else if (line.event() instanceof Event.Stopped e) {
            last = "stopping: " + e.reason();
        }
    }

    private static Mode worse(Mode a, Mode b) {
        return a.compareTo(b) >= 0 ? a : b;
    }

    private void changed(Event.FaultChanged e) {
        var words = switch (e.change()) {
            case ASKED -> paint.dim("asked");
            case APPLIED -> paint.doubtful("applied, not seen yet");
            case WITNESSED -> paint.good("✓ seen by every victim");
            case REMOVING, REMOVED -> paint.doubtful("taken away, not seen gone yet");
            case EXPIRED -> paint.bad("✗ ended: " + e.detail());
            case UNPROVEN -> paint.bad("✗ not proven: " + e.detail());
            case NOT_RESTORED -> paint.bad("✗ not restored: " + e.detail());
            case RESTORED, CONTINUED -> "";
        };
        if (e.change() == Change.RESTORED || e.change() == Change.CONTINUED) {
            faults.remove(e.fault());
        } else {
            faults.put(e.fault(), words);
        }
    }

    /** Draw, at a time on the run's clock. */
    synchronized List<String> draw(long now) {
        var out = new ArrayList<String>();
        out.add(paint.bold(plan.title()));
        out.add(paint.dim(plan.stack().id() + ", seed " + plan.seed()) + "   " + clocks(now));
        strips.forEach((capability, strip) -> out.add(String.format(Locale.ROOT, "  %-14s", capability)
                + strip.stream()
                        .map(c -> paint.of(c.worst(), Paint.mark(c.worst())))
                        .reduce("", String::concat)));
        out.add(paint.dim("  full █  slow ▓  stale ▒  queued ░  refused ○  error x  hung …  wrong !"));
        faults.forEach((fault, words) -> out.add("  " + fault + "  " + words));
        if (!last.isEmpty()) {
            out.add(paint.dim("  " + last));
        }
        return out;
    }

    private String clocks(long now) {
        var planned = plan.phases().stream().filter(p -> p.id().equals(phase)).findFirst();
        var here = Duration.ofMillis(Math.max(0, (now - phaseBegan) / 1_000_000));
        if (planned.isEmpty()) {
            return paint.bold(phase) + paint.dim(String.format(Locale.ROOT, "  %.0f s", now / 1e9));
        }
        var p = planned.get();
        double share = Math.min(1, here.toMillis() / (double) p.length().toMillis());
        var incident =
                p.incidentAt().plusMinutes(Math.round(share * p.incidentLength().toMinutes()));
        return paint.bold(p.id())
                + paint.dim(String.format(
                        Locale.ROOT,
                        "  incident +%s   here %.0f s, phase %.0f of %.0f s",
                        Durations.format(incident),
                        now / 1e9,
                        here.toMillis() / 1e3,
                        p.length().toMillis() / 1e3));
    }

    /** One line for a log that is no terminal; empty for events that need none. */
    static String plain(Line line) {
        var event = line.event();
        var at = String.format(Locale.ROOT, "%6.1f s  ", line.mono() / 1e9);
        if (event instanceof Event.PhaseBegan e) {
            return at + "phase " + e.phase();
        } else if (event instanceof Event.StackReady e) {
            return at + String.format(Locale.ROOT, "stack ready after %.1f s", e.tookNanos() / 1e9);
        } else if (event instanceof Event.FaultChanged e) {
            return at + e.fault() + " "
                    + e.change().name().toLowerCase(Locale.ROOT).replace('_', ' ')
                    + (e.detail().isEmpty() ? "" : ": " + e.detail());
        } else if (event instanceof Event.Signalled e) {
            return at + e.signal().name().toLowerCase(Locale.ROOT).replace('_', ' ') + ": " + e.evidence();
        } else if (event instanceof Event.ComponentExited e) {
            return at + e.component() + " ended by itself: " + e.how();
        } else if (event instanceof Event.Stopped e) {
            return at + "stopped: " + e.reason();
        } else if (event instanceof Event.Stalled e) {
            return at + String.format(Locale.ROOT, "the harness stood still for %.0f ms", (e.to() - e.from()) / 1e6);
        }
        return "";
    }
}
