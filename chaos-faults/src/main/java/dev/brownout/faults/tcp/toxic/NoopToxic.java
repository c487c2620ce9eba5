package dev.brownout.faults.tcp.toxic;

import io.netty.buffer.ByteBuf;
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
        return new Stage() {
            @Override
            public void data(ByteBuf data) {
                context.forward(data);
            }

            @Override
            public void end() {
                context.forwardEnd();
            }

            @Override
            public void remove() {}

            @Override
            public void discard() {}
        };
    }
}
