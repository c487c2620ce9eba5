package dev.brownout.faults.http;

import dev.brownout.api.Arguments;
import dev.brownout.api.InvalidFaultException;
import dev.brownout.api.Parameter;
import dev.brownout.api.Vantage.HttpReading;
import dev.brownout.api.Vantage.TcpOutcome;
import dev.brownout.faults.http.proxy.Cut;
import dev.brownout.faults.http.proxy.Effect;
import dev.brownout.faults.http.proxy.Hit;
import dev.brownout.faults.http.proxy.Match;
import dev.brownout.faults.http.proxy.Point;
import dev.brownout.faults.http.proxy.Treatment;
import dev.brownout.faults.http.proxy.Turn;
import io.netty.handler.codec.http.HttpRequest;

/**
 * The connection ends before any answer, and the request never reaches the target.
 *
 * @param match which requests
 * @param how by a reset or an orderly end
 */
public record AbortFault(Match match, Cut how) implements HttpFault {
    static final String KIND = "http.abort";

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public boolean hides() {
        return true;
    }

    /** Ends connections. */
    private record Ending(Cut how) implements Effect {
        @Override
        public Point point() {
            return Point.REFUSE;
        }

        @Override
        public Treatment treat(HttpRequest head, Hit hit) {
            return new Treatment() {
                @Override
                public void request(HttpRequest request, Turn turn) {
                    hit.count();
                    turn.cut(how);
                }
            };
        }
    }

    /** Tell whether a witness's connection ended without an answer. */
    static boolean isCut(HttpReading reading) {
        return reading.status() == 0
                && (reading.outcome() == TcpOutcome.RESET || reading.outcome() == TcpOutcome.CLOSED);
    }

    /** Registers it. */
    public static final class Kind extends HttpFaultKind<AbortFault> {
        /** Make the kind, for {@link java.util.ServiceLoader}. */
        public Kind() {
            super(describe(
                            KIND,
                            "Connections end before any answer, and the request never reaches the target.",
                            Parameter.text("how", "reset", "how they end: reset or close"))
                    .withSymptom("victim", "a connection that is reset or closed once the request's head was sent")
                    .withSymptom("target", "nothing")
                    .withWitness("a GET through the link: an end without a byte of an answer"));
        }

        @Override
        public AbortFault create(Arguments arguments) {
            var how = arguments.text("how");
            return new AbortFault(
                    Matching.of(arguments),
                    Cut.find(how)
                            .orElseThrow(() -> new InvalidFaultException(
                                    "how", "how must be reset or close, but was \"" + how + "\"")));
        }

        @Override
        Effect effect(AbortFault fault) {
            return new Ending(fault.how());
        }

        @Override
        boolean shows(AbortFault fault, HttpReading reading) {
            return isCut(reading);
        }
    }
}
