package dev.brownout.faults.tcp;

import dev.brownout.api.Arguments;
import dev.brownout.api.Injection;
import dev.brownout.api.Link;
import dev.brownout.api.Measurement;
import dev.brownout.api.Parameter;
import dev.brownout.api.Vantage;
import dev.brownout.faults.tcp.proxy.Direction;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;

/**
 * Only so many connections may be open at once; one more is closed as soon as it is accepted.
 *
 * @param connections how many, 0 to 64: the witness opens one more, all at once
 */
public record ConnectionLimitFault(int connections) implements TcpFault {
    static final String KIND = "tcp.connection-limit";

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public boolean hidesTheRest() {
        return connections == 0;
    }

    /** Registers it: the connection_limit toxic of our server. Victims and witnesses have the limit each for themselves. */
    public static final class Kind extends TcpFaultKind<ConnectionLimitFault> {
        private static final int MOST = 64;
        private static final Duration DEADLINE = Duration.ofSeconds(3);

        /** Make the kind, for {@link java.util.ServiceLoader}. */
        public Kind() {
            super(describe(KIND, "Only so many connections of a link may be open at once.")
                    .withParameters(Parameter.integer(
                            "connections",
                            "",
                            0,
                            MOST,
                            "how many; those that were open before count, and stay; witnesses are counted apart"))
                    .withSymptom("victim", "connects, and is closed at once, until another connection has ended")
                    .withWitness("So many connections and one more are opened, held and greet; the last is closed.")
                    .withIncidents(
                            "coinbase-surge-2020-06-01", "coinbase-2021-05-19", "upbit-bithumb-martial-law-2024-12-03")
                    .withExample(Map.of("connections", "1")));
        }

        @Override
        public ConnectionLimitFault create(Arguments arguments) {
            return new ConnectionLimitFault((int) arguments.integer("connections"));
        }

        @Override
        Injection inject(ConnectionLimitFault fault, Link link, String id, TcpPlane plane) {
            return plane.toxic(link, id, "connection_limit", Direction.DOWNSTREAM, 1, Map.of("connections", (long)
                    fault.connections()));
        }

        @Override
        Measurement measure(ConnectionLimitFault fault, Link link, Vantage vantage, InetSocketAddress address) {
            int count = fault.connections() + 1;
            var reading = vantage.hold(address, Volume.single(link).unit(), count, DEADLINE);
            return new Measurement(
                    reading.ended() > 0 && reading.answered() <= fault.connections(),
                    reading.answered() == count,
                    count + " at once: " + reading.answered() + " answered, " + reading.ended() + " closed, "
                            + reading.silent() + " unanswered");
        }
    }
}
