package dev.brownout.faults.tcp.toxic;

import io.netty.buffer.ByteBuf;
import java.util.List;

/**
 * {@code limit_data}: closes the connection once {@code bytes} have passed on this link: exactly so many arrive, the rest is
 * dropped. With 0, or less, nothing passes and the first data closes it. The count goes on when the limit is changed.
 */
public final class LimitDataToxic implements ToxicType {
    private static final String BYTES = "bytes";

    @Override
    public String name() {
        return "limit_data";
    }

    @Override
    public List<String> attributes() {
        return List.of(BYTES);
    }

    @Override
    public Stage open(StageContext context) {
        return new LimitStage(context);
    }

    private static final class LimitStage extends PassThrough {
        private long passed;
        private boolean closing;

        LimitStage(StageContext context) {
            super(context);
        }

        @Override
        public void data(ByteBuf data) {
            if (closing) {
                context.drop(data);
                return;
            }
            long left = Math.max(0, context.attributes().get(BYTES) - passed);
            if (data.readableBytes() < left) {
                passed += data.readableBytes();
                context.forward(data);
                return;
            }
            if (left > 0) {
                passed += left;
                context.forward(data.readRetainedSlice((int) left));
            }
            context.drop(data);
            context.hit();
            closing = true;
            context.endConnection();
        }
    }
}
