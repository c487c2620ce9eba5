package dev.brownout.faults.http.ws;

import dev.brownout.api.Arguments;
import dev.brownout.api.Vantage.TcpOutcome;
import dev.brownout.api.Vantage.WebSocketReading;
import dev.brownout.faults.decide.Decider;
import dev.brownout.faults.decide.Decisions;
import dev.brownout.faults.http.Matching;
import dev.brownout.faults.http.proxy.FrameEffect;
import dev.brownout.faults.http.proxy.FrameEffect.Frames;
import dev.brownout.faults.http.proxy.Hit;
import dev.brownout.faults.http.proxy.Match;
import dev.brownout.faults.tcp.proxy.Direction;
import java.util.EnumMap;
import java.util.Map;

/**
 * A share of a WebSocket's messages is lost, both ways. The frames of one message are lost together; pings and pongs count as
 * messages; a close frame is never lost. Where the ends have agreed on compression with a shared window, the receiver cannot
 * read on after a loss.
 *
 * @param match which requests for an upgrade; its ratio is the share of messages on each of them
 */
public record DropFramesFault(Match match) implements WsFault {
    static final String KIND = "ws.drop-frames";

    private static final int CONTINUATION = 0;
    private static final int CLOSE = 8;

    @Override
    public String kind() {
        return KIND;
    }

    /** Decides on one WebSocket's messages. */
    private final class Dropping implements Frames {
        private final Hit hit;
        private final Map<Direction, Way> ways = new EnumMap<>(Direction.class);

        Dropping(Hit hit) {
            this.hit = hit;
            for (var direction : Direction.values()) {
                ways.put(direction, new Way(hit.parts(direction.name())));
            }
        }

        @Override
        public boolean loses(Direction direction, int opcode, boolean last) {
            var way = ways.get(direction);
            boolean lost = way != null && way.loses(opcode);
            if (lost) {
                hit.count();
            }
            return lost;
        }
    }

    /** One direction of one WebSocket. */
    private final class Way {
        private final Decider decider;
        private long messages;
        private boolean losing;

        Way(Decider decider) {
            this.decider = decider;
        }

        boolean loses(int opcode) {
            if (opcode == CLOSE) {
                return false;
            }
            if (opcode == CONTINUATION) {
                return losing;
            }
            boolean lost = decider.hit(match.ratio(), messages++);
            if (opcode < CLOSE) {
                losing = lost; // control frames may stand between the frames of a message (RFC 6455, section 5.4)
            }
            return lost;
        }
    }

    /** Registers it. */
    public static final class Kind extends WsFaultKind<DropFramesFault> {
        /** Make the kind, for {@link java.util.ServiceLoader}. */
        public Kind() {
            super(describe(KIND, "A share of a WebSocket's messages is lost.", "messages on each WebSocket, both ways")
                    .withSymptom("victim", "an open connection with gaps in its stream, and pings without pongs")
                    .withSymptom("target", "gaps in what the victim sends"));
        }

        @Override
        public DropFramesFault create(Arguments arguments) {
            return new DropFramesFault(Matching.of(arguments));
        }

        @Override
        Match connections(DropFramesFault fault) {
            return fault.match().withRatio(1);
        }

        @Override
        FrameEffect effect(DropFramesFault fault) {
            return hit -> fault.new Dropping(hit);
        }

        @Override
        boolean shows(DropFramesFault fault, WebSocketReading reading) {
            return reading.status() == 101
                    && reading.pongs() < reading.pings()
                    && reading.closeCode() == 0
                    && reading.outcome() == TcpOutcome.SILENT;
        }

        @Override
        int tries(DropFramesFault fault) {
            return 1;
        }

        @Override
        int pings(DropFramesFault fault) {
            return Decisions.window(fault.match().ratio());
        }
    }
}
