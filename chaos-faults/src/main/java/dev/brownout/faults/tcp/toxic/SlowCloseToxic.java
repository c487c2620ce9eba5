package dev.brownout.faults.tcp.toxic;

import io.netty.buffer.ByteBuf;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code slow_close}: hands data on at once, but the end of the stream only {@code delay} ms later. A change starts the wait
 * again, with the new delay; removal hands the end on at once.
 */
public final class SlowCloseToxic implements ToxicType {
    private static final String DELAY = "delay";

    @Override
    public String name() {
        return "slow_close";
    }

    @Override
    public List<String> attributes() {
        return List.of(DELAY);
    }

    @Override
    public Stage open(StageContext context) {
        return new SlowCloseStage(context);
    }

    private static final class SlowCloseStage implements Stage {
        private final StageContext context;
        private StageContext.@Nullable Timer timer;

        SlowCloseStage(StageContext context) {
            this.context = context;
        }

        @Override
        public void data(ByteBuf data) {
            context.forward(data);
        }

        @Override
        public void end() {
            context.hit();
            timer = context.schedule(context.attributes().nanos(DELAY), context::forwardEnd);
        }

        @Override
        public void changed() {
            if (timer != null) {
                timer.cancel();
                timer = context.schedule(context.attributes().nanos(DELAY), context::forwardEnd);
            }
        }

        @Override
        public void remove() {
            if (timer != null) {
                discard();
                context.forwardEnd();
            }
        }

        @Override
        public void discard() {
            if (timer != null) {
                timer.cancel();
                timer = null;
            }
        }
    }
}
