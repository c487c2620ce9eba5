package dev.brownout.faults.tcp.toxic;

import java.util.List;

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

    private static final class SlowCloseStage extends PassThrough {
        private final Wait wait;

        SlowCloseStage(StageContext context) {
            super(context);
            this.wait = new Wait(context);
        }

        @Override
        public void end() {
            context.hit();
            begin();
        }

        private void begin() {
            wait.begin(context.attributes().nanos(DELAY), context::forwardEnd);
        }

        @Override
        public void changed() {
            if (wait.isOn()) {
                wait.stop();
                begin();
            }
        }

        @Override
        public void remove() {
            if (wait.isOn()) {
                wait.stop();
                context.forwardEnd();
            }
        }

        @Override
        public void discard() {
            wait.stop();
        }
    }
}
