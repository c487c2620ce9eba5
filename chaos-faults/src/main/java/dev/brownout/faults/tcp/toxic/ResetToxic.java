package dev.brownout.faults.tcp.toxic;

import io.netty.buffer.ByteBuf;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code reset}, which Toxiproxy does not have: every connection is reset on both sides (TCP RST, RFC 9293, section 3.10.7),
 * those that are idle too, {@code timeout} ms after it began or after the toxic was added; until then it works.
 */
public final class ResetToxic implements ToxicType {
    private static final String TIMEOUT = "timeout";

    @Override
    public String name() {
        return "reset";
    }

    @Override
    public List<String> attributes() {
        return List.of(TIMEOUT);
    }

    @Override
    public Stage open(StageContext context) {
        var stage = new ResetStage(context);
        stage.expire();
        return stage;
    }

    private static final class ResetStage implements Stage {
        private final StageContext context;
        private final long since;
        private StageContext.@Nullable Timer timer;

        ResetStage(StageContext context) {
            this.context = context;
            this.since = context.nanoTime();
        }

        private void expire() {
            long left = since + Math.max(0, context.attributes().nanos(TIMEOUT)) - context.nanoTime();
            if (left > 0) {
                timer = context.schedule(left, this::expire);
            } else {
                context.hit();
                context.resetConnection();
            }
        }

        @Override
        public void data(ByteBuf data) {
            context.forward(data);
        }

        @Override
        public void end() {
            context.forwardEnd();
        }

        @Override
        public void changed() {
            discard();
            expire();
        }

        @Override
        public void remove() {
            discard();
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
