package dev.brownout.faults.tcp.toxic;

import java.util.List;

/** {@code noop}: does nothing, but is listed. */
public final class NoopToxic implements ToxicType {
    @Override
    public String name() {
        return "noop";
    }

    @Override
    public List<String> attributes() {
        return List.of();
    }

    @Override
    public Stage open(StageContext context) {
        return new PassThrough(context);
    }
}
