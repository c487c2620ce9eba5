package dev.brownout.faults.http.ws;

import dev.brownout.api.Arguments;
import dev.brownout.api.InvalidFaultException;
import dev.brownout.api.Parameter;
import dev.brownout.api.Vantage.TcpOutcome;
import dev.brownout.api.Vantage.WebSocketReading;
import dev.brownout.faults.decide.Decisions;
import dev.brownout.faults.http.Matching;
import dev.brownout.faults.http.proxy.FrameEffect;
import dev.brownout.faults.http.proxy.Hit;
import dev.brownout.faults.http.proxy.Match;
import dev.brownout.faults.tcp.proxy.Direction;
import java.util.Locale;
import java.util.Set;

/**
 * A WebSocket stays open and nothing comes any more: every frame of a direction is lost, pongs too. What is sent after the
 * fault was lifted arrives again.
 *
 * @param match which requests for an upgrade
 * @param directions which ways are silent, at least one
 */
public record SilenceFault(Match match, Set<Direction> directions) implements WsFault {
    static final String KIND = "ws.silence";

    /** Copy the directions. */
    public SilenceFault {
        directions = Set.copyOf(directions);
    }

    @Override
    public String kind() {
        return KIND;
    }

    private FrameEffect.Frames silence(Hit hit) {
        return (direction, opcode, last) -> {
            boolean lost = directions.contains(direction);
            if (lost) {
                hit.count();
            }
            return lost;
        };
    }

    /** Registers it. */
    public static final class Kind extends WsFaultKind<SilenceFault> {
        /** Make the kind, for {@link java.util.ServiceLoader}. */
        public Kind() {
            super(describe(
                            KIND,
                            "A WebSocket stays open and nothing comes any more, not even pongs.",
                            "WebSockets",
                            Parameter.text(
                                    "direction",
                                    "both",
                                    "which way is silent: downstream (to the victim), upstream (to the target) or both"))
                    .withSymptom("victim", "an open connection without a frame")
                    .withSymptom("target", "with upstream or both: an open connection without a frame"));
        }

        @Override
        public SilenceFault create(Arguments arguments) {
            var direction = arguments.text("direction");
            return new SilenceFault(
                    Matching.of(arguments),
                    switch (direction.toLowerCase(Locale.ROOT)) {
                        case "both" -> Set.of(Direction.DOWNSTREAM, Direction.UPSTREAM);
                        case "downstream" -> Set.of(Direction.DOWNSTREAM);
                        case "upstream" -> Set.of(Direction.UPSTREAM);
                        default ->
                            throw new InvalidFaultException(
                                    "direction",
                                    "direction must be downstream, upstream or both, but was \"" + direction + "\"");
                    });
        }

        @Override
        FrameEffect effect(SilenceFault fault) {
            return fault::silence;
        }

        @Override
        boolean shows(SilenceFault fault, WebSocketReading reading) {
            return reading.status() == 101
                    && reading.pongs() == 0
                    && reading.closeCode() == 0
                    && reading.outcome() == TcpOutcome.SILENT;
        }

        @Override
        int tries(SilenceFault fault) {
            return Decisions.window(fault.match().ratio());
        }

        @Override
        int pings(SilenceFault fault) {
            return 2;
        }
    }
}
