package dev.brownout.faults.load;

import dev.brownout.api.Arguments;
import dev.brownout.api.InvalidFaultException;
import dev.brownout.api.Parameter;
import dev.brownout.faults.decide.DecisionStream;
import dev.brownout.faults.decide.Decisions;
import java.time.Duration;
import java.util.Map;

/**
 * Everybody who was cut off comes back at once: each opens a connection, asks once and stays; whoever is turned away comes back.
 *
 * @param clients how many come
 * @param within in what time they all come; zero for at once
 * @param shape how they lie within that time
 * @param hold how long each keeps the connection
 * @param comeBack how long after the connection was lost, refused or left each comes back
 * @param webSocket whether each asks for a WebSocket
 * @param ask what each asks
 * @param bounds what is never gone beyond
 */
public record ReconnectHerd(
        long clients,
        Duration within,
        Shape shape,
        Duration hold,
        Duration comeBack,
        boolean webSocket,
        Ask ask,
        Bounds bounds)
        implements LoadFault {
    static final String KIND = "load.reconnect-herd";

    private static final double SURE_SHARE = 0.1;
    private static final long LOOK_MILLIS = 500;

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public ArrivalSchedule schedule(double others, Decisions decisions, DecisionStream stream) {
        return ArrivalSchedule.spread(clients, within, shape, decisions, stream);
    }

    @Override
    public Crowd crowd(Crowd.Place place, Decisions decisions, DecisionStream stream) {
        return new Stayers(place, hold, comeBack, webSocket);
    }

    @Override
    public long count() {
        return clients;
    }

    @Override
    public Duration rampUp() {
        return within;
    }

    @Override
    public long lookMillis() {
        return LOOK_MILLIS;
    }

    @Override
    public boolean shows(long arrived, long others, long open, double seconds) {
        return Math.max(arrived, open) >= Math.max(1, SURE_SHARE * clients);
    }

    /** Registers it. */
    public static final class Kind extends LoadFaultKind<ReconnectHerd> {
        /** Make the kind, for {@link java.util.ServiceLoader}. */
        public Kind() {
            super(describe(
                            KIND,
                            "Everybody who was cut off comes back at once, each with a connection of its own, and stays.")
                    .withParameters(
                            Parameter.integer(
                                    "clients", "200", 1, Bounds.MOST_CONNECTIONS, "how many connections come"),
                            Parameter.duration(
                                    "within", "10s", "0s", "30m", "in what time they all come; 0s for at once"),
                            Rate.SHAPE,
                            Parameter.duration("hold", "10m", "100ms", "1h", "how long each connection is kept"),
                            Parameter.duration(
                                    "come-back",
                                    "1s",
                                    "100ms",
                                    "5m",
                                    "how long after it was refused, lost or left each connection comes again"),
                            Parameter.text(
                                    "upgrade",
                                    "none",
                                    "what each connection asks to become: none, or websocket (RFC 6455)"),
                            Ask.path(LOAD_PATH),
                            Bounds.REQUESTS,
                            Bounds.TIMEOUT)
                    .withSymptom("target", "as many new connections as there are clients, within the time given")
                    .withSymptom("victim", "connecting takes long or is refused, once the target's limit is reached")
                    .withIncidents(
                            "cloudflare-waf-killswitch-2025-12-05",
                            "cloudflare-mcp-bgp-2022-06-21",
                            "aws-us-east-1-dynamodb-dns-2025-10-20")
                    .withExample(Map.of("clients", "50", "within", "500ms")));
        }

        @Override
        public ReconnectHerd create(Arguments arguments) {
            var upgrade = arguments.text("upgrade");
            if (!upgrade.equals("none") && !upgrade.equals("websocket")) {
                throw new InvalidFaultException(
                        "upgrade", "upgrade must be none or websocket, but was \"" + upgrade + "\"");
            }
            var path = arguments.text("path");
            Ask.checkPath(path);
            long clients = arguments.integer("clients");
            return new ReconnectHerd(
                    clients,
                    arguments.duration("within"),
                    Shape.of(arguments.text("shape")),
                    arguments.duration("hold"),
                    arguments.duration("come-back"),
                    upgrade.equals("websocket"),
                    new Ask("GET", path, ""),
                    new Bounds((int) clients, arguments.integer("requests"), arguments.duration("timeout")));
        }
    }
}
