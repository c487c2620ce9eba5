package dev.brownout.faults.container;

import dev.brownout.api.UndoAction;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** {@code container.start}: starts a container again that a fault has ended, unless it runs. */
public final class StartContainer implements UndoAction {
    static final String NAME = "container.start";

    private static final String STARTED = "started";
    private static final String SETTLES_MILLIS = "settles-millis";
    private static final Duration SETTLES = Duration.ofSeconds(2);
    /** A recovery gives a step 30 s. */
    private static final Duration MOST = Duration.ofSeconds(15);

    private final Docker docker = new Docker(Map.of());

    /** Make the action, for {@link java.util.ServiceLoader}. */
    public StartContainer() {}

    @Override
    public String name() {
        return NAME;
    }

    /** Docker ends a container at once that it kills, and after its grace at the latest one that it stops. */
    static Map<String, String> words(ContainerView view, Optional<Duration> grace) {
        var settles = SETTLES.plus(grace.orElse(Duration.ZERO));
        return Map.of(
                STARTED,
                view.startedAt(),
                SETTLES_MILLIS,
                Long.toString((settles.compareTo(MOST) < 0 ? settles : MOST).toMillis()));
    }

    /** Starts it again, from the words alone. */
    static boolean start(LiveContainer container, Map<String, String> words) {
        return container.start(
                words.getOrDefault(STARTED, ""),
                Duration.ofMillis(Long.parseLong(words.getOrDefault(SETTLES_MILLIS, "0"))));
    }

    @Override
    public String undo(Map<String, String> arguments) {
        return LiveContainer.undo(
                docker,
                arguments,
                container -> start(container, arguments)
                        ? container + " is started again, and seen to run"
                        : container + " runs");
    }
}
