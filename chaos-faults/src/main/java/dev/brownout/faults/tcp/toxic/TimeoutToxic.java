package dev.brownout.faults.tcp.toxic;

import io.netty.buffer.ByteBuf;
import java.util.List;

/**
 * {@code timeout}: drops all data of the link. With {@code timeout} over 0 it closes the connection after so many ms
 * without data on this link, counted from its start; each dropped chunk starts the count again, as Toxiproxy 2.12 does. With
 * 0 it never closes. Removing it closes the connections on which it acted, since their streams have a hole.
 */
public final class TimeoutToxic implements ToxicType {
    private static final String TIMEOUT = "timeout";

    @Override
    public String name() {
        return "timeout";
    }

    @Override
    public List<String> attributes() {
        return List.of(TIMEOUT);
    }

    @Override
    public Stage open(StageContext context) {
        var stage = new TimeoutStage(context);
        stage.changed();
        return stage;
    }

    private static final class TimeoutStage implements Stage {
        private final StageContext context;
        private final Wait wait;
        private long quietSince;

        TimeoutStage(StageContext context) {
            this.context = context;
            this.wait = new Wait(context);
        }

        @Override
        public void data(ByteBuf data) {
            quietSince = context.nanoTime();
            context.hit();
            context.drop(data);
        }

        @Override
        public void end() {
            context.forwardEnd();
        }

        @Override
        public void changed() {
            discard();
            quietSince = context.nanoTime();
            expectQuiet(context.attributes().nanos(TIMEOUT));
        }

        private void expectQuiet(long nanos) {
            if (nanos > 0) {
                wait.begin(nanos, this::check);
            }
        }

        private void check() {
            long left = quietSince + context.attributes().nanos(TIMEOUT) - context.nanoTime();
            if (left > 0) {
                expectQuiet(left);
            } else {
                context.hit();
                context.closeConnection();
            }
        }

        @Override
        public void remove() {
            context.closeConnection();
        }

        @Override
        public void discard() {
            wait.stop();
        }
    }
}
