package dev.brownout.faults.tcp.toxic;

import io.netty.buffer.ByteBuf;
import java.util.List;

/**
 * {@code reset_peer}: the first data, or the end, of this link is dropped, and {@code timeout} ms later both sides are reset
 * (TCP RST, RFC 9293, section 3.10.7). What is idle stays; {@code reset} takes that too.
 *
 * <p>Differs from Toxiproxy 2.12 where that is at fault: connections that were open before are reset too, not closed in
 * order; nothing is reset by a toxic that does not act or is gone; and removal ends the wait, which closes the connection,
 * since its stream has a hole.
 */
public final class ResetPeerToxic implements ToxicType {
    private static final String TIMEOUT = "timeout";

    @Override
    public String name() {
        return "reset_peer";
    }

    @Override
    public List<String> attributes() {
        return List.of(TIMEOUT);
    }

    @Override
    public Stage open(StageContext context) {
        return new ResetPeerStage(context);
    }

    private static final class ResetPeerStage implements Stage {
        private final StageContext context;
        private final Wait wait;
        private long since;

        ResetPeerStage(StageContext context) {
            this.context = context;
            this.wait = new Wait(context);
        }

        @Override
        public void data(ByteBuf data) {
            context.drop(data);
            begin();
        }

        @Override
        public void end() {
            begin();
        }

        private void begin() {
            if (!wait.isOn()) {
                context.hit();
                since = context.nanoTime();
                expire();
            }
        }

        private void expire() {
            long left = since + Math.max(0, context.attributes().nanos(TIMEOUT)) - context.nanoTime();
            if (left > 0) {
                wait.begin(left, this::expire);
            } else {
                context.resetConnection();
            }
        }

        @Override
        public void changed() {
            if (wait.isOn()) {
                wait.stop();
                expire();
            }
        }

        @Override
        public void remove() {
            if (wait.isOn()) {
                context.resetConnection();
            }
        }

        @Override
        public void discard() {
            wait.stop();
        }
    }
}
