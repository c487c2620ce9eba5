package dev.brownout.faults.tcp.toxic;

import java.util.List;

/**
 * {@code connection_limit}, which Toxiproxy does not have: at most {@code connections} are open at once; one more is closed
 * as soon as it is accepted. Those that were open before count, and stay. Witnesses are counted apart from everybody else.
 * Its direction means nothing.
 */
public final class ConnectionLimitToxic implements ToxicType {
    private static final String CONNECTIONS = "connections";

    @Override
    public String name() {
        return "connection_limit";
    }

    @Override
    public List<String> attributes() {
        return List.of(CONNECTIONS);
    }

    @Override
    public Stage open(StageContext context) {
        return new PassThrough(context);
    }

    @Override
    public Door door(Attributes attributes) {
        return new Door(false, false, false, Math.max(0, attributes.get(CONNECTIONS)));
    }
}
