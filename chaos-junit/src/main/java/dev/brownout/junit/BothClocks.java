package dev.brownout.junit;

import dev.brownout.api.Durations;
import dev.brownout.api.RunView;
import dev.brownout.scenarios.plan.Plan;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/** Says a moment by the run's clock and by the incident's. */
final class BothClocks {
    private static final DateTimeFormatter WALL =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Plan plan;
    private final List<RunView.Window> windows;

    BothClocks(Plan plan, List<RunView.Window> windows) {
        this.plan = plan;
        this.windows = windows;
    }

    /** A moment, in ns on the run's clock: {@code +12.3 s of the run, +1h12m of the incident (2025-10-20 08:00 UTC)}. */
    String at(long nanos) {
        return run(nanos) + " of the run, " + incident(nanos);
    }

    static String run(long nanos) {
        return String.format(Locale.ROOT, "+%.3f s", nanos / 1e9);
    }

    private String incident(long nanos) {
        var window = windows.stream().filter(w -> w.has(nanos)).findFirst();
        var planned = window.flatMap(w ->
                plan.phases().stream().filter(p -> p.id().equals(w.phase())).findFirst());
        if (planned.isEmpty()) {
            return window.filter(w -> w.kind() == RunView.Window.Kind.STEADY).isPresent()
                    ? "before the incident"
                    : "after the incident";
        }
        var w = window.get();
        double share = (nanos - w.from()) / (double) Math.max(1, w.to() - w.from());
        var offset = planned.get()
                .incidentAt()
                .plusMillis(Math.round(share * planned.get().incidentLength().toMillis()));
        return "+" + Durations.format(rounded(offset)) + " of the incident"
                + plan.incident()
                        .flatMap(i -> i.began())
                        .map(began -> " (" + WALL.format(began.plus(offset)) + ")")
                        .orElse("");
    }

    /** Nobody knows an incident to the second unless it was short. */
    private static Duration rounded(Duration offset) {
        return offset.compareTo(Duration.ofMinutes(10)) < 0
                ? offset.truncatedTo(ChronoUnit.SECONDS)
                : offset.truncatedTo(ChronoUnit.MINUTES);
    }
}
