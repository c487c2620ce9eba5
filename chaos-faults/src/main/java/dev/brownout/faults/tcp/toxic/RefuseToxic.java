package dev.brownout.faults.tcp.toxic;

import java.util.List;

/**
 * {@code refuse}, which Toxiproxy does not have: connections are refused, as if nothing listened. With {@code cut} over 0
 * those that are open are closed when it is added. The proxy stays enabled, and keeps its port. Its direction means nothing,
 * and with any toxicity over 0 it refuses everybody: the kernel does it, before there is a connection to decide on.
 */
public final class RefuseToxic implements ToxicType {
    private static final String CUT = "cut";

    @Override
    public String name() {
        return "refuse";
    }

    @Override
    public List<String> attributes() {
        return List.of(CUT);
    }

    @Override
    public Stage open(StageContext context) {
        return new PassThrough(context);
    }

    @Override
    public Door door(Attributes attributes) {
        return new Door(true, attributes.get(CUT) > 0, false, Long.MAX_VALUE);
    }
}
