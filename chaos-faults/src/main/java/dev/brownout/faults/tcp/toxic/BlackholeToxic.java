package dev.brownout.faults.tcp.toxic;

import java.util.List;

/**
 * {@code blackhole}, which Toxiproxy does not have: whoever connects gets no answer at all, so connecting times out;
 * connections that are open are left alone (those are {@code half_open}'s). The listening socket drops what it is sent; what
 * a client repeats after the toxic is gone is answered. With a ramp, a growing share of source ports is dropped. Its direction
 * means nothing, and with any toxicity over 0 it drops everybody.
 */
public final class BlackholeToxic implements ToxicType {
    @Override
    public String name() {
        return "blackhole";
    }

    @Override
    public List<String> attributes() {
        return List.of();
    }

    @Override
    public Stage open(StageContext context) {
        return new PassThrough(context);
    }

    @Override
    public Door door(Attributes attributes) {
        return new Door(false, false, true, Long.MAX_VALUE);
    }

    @Override
    public boolean filters() {
        return true;
    }
}
