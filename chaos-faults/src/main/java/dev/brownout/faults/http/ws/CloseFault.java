package dev.brownout.faults.http.ws;

import dev.brownout.api.Arguments;
import dev.brownout.api.InvalidFaultException;
import dev.brownout.api.Parameter;
import dev.brownout.api.Vantage.WebSocketReading;
import dev.brownout.faults.decide.Decisions;
import dev.brownout.faults.http.Matching;
import dev.brownout.faults.http.proxy.FrameEffect;
import dev.brownout.faults.http.proxy.FrameEffect.Frames;
import dev.brownout.faults.http.proxy.Hit;
import dev.brownout.faults.http.proxy.Match;
import dev.brownout.faults.tcp.proxy.Direction;
import java.util.OptionalInt;
import java.util.Set;

/**
 * WebSockets are closed with a code: those that are open, at once, and those that are opened, as soon as they are.
 *
 * @param match which requests for an upgrade
 * @param code what the close frame says (RFC 6455, section 7.4)
 */
public record CloseFault(Match match, int code) implements WsFault {
    static final String KIND = "ws.close";

    /** What an endpoint may not send (RFC 6455, section 7.4.1). */
    private static final Set<Integer> NEVER_SENT = Set.of(1004, 1005, 1006, 1015);

    /** Check the code. */
    public CloseFault {
        if (NEVER_SENT.contains(code)) {
            throw new InvalidFaultException(
                    "code", "code must be one that can be sent (RFC 6455, section 7.4.1), but was " + code);
        }
    }

    @Override
    public String kind() {
        return KIND;
    }

    /** Closes one WebSocket. */
    private record Closing(int code) implements Frames {
        @Override
        public boolean loses(Direction direction, int opcode, boolean last) {
            return true;
        }

        @Override
        public OptionalInt closes() {
            return OptionalInt.of(code);
        }
    }

    private FrameEffect.Frames close(Hit hit) {
        hit.count();
        return new Closing(code);
    }

    /** Registers it. */
    public static final class Kind extends WsFaultKind<CloseFault> {
        /** Make the kind, for {@link java.util.ServiceLoader}. */
        public Kind() {
            super(describe(
                            KIND,
                            "WebSockets are closed with a code, those that are open and those that are opened.",
                            "WebSockets",
                            Parameter.integer(
                                    "code", "1001", 1000, 4999, "what the close frame says (RFC 6455, section 7.4)"))
                    .withSymptom("victim", "a close frame with the code, then the end of the connection")
                    .withSymptom("target", "the end of the connection without a close frame")
                    .withIncidents(
                            "cloudflare-waf-killswitch-2025-12-05",
                            "cloudflare-mcp-bgp-2022-06-21",
                            "aws-us-east-1-dynamodb-dns-2025-10-20"));
        }

        @Override
        public CloseFault create(Arguments arguments) {
            return new CloseFault(Matching.of(arguments), (int) arguments.integer("code"));
        }

        @Override
        FrameEffect effect(CloseFault fault) {
            return fault::close;
        }

        @Override
        boolean shows(CloseFault fault, WebSocketReading reading) {
            return reading.closeCode() == fault.code();
        }

        @Override
        int tries(CloseFault fault) {
            return Decisions.window(fault.match().ratio());
        }

        @Override
        int pings(CloseFault fault) {
            return 2;
        }
    }
}
