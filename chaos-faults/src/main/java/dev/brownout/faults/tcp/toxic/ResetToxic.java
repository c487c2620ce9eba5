package dev.brownout.faults.tcp.toxic;

import java.util.List;

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

    private static final class ResetStage extends PassThrough {
        private final Wait wait;
        private final long since;

        ResetStage(StageContext context) {
            super(context);
            this.wait = new Wait(context);
            this.since = context.nanoTime();
        }

        private void expire() {
            long left = since + Math.max(0, context.attributes().nanos(TIMEOUT)) - context.nanoTime();
            if (left > 0) {
                wait.begin(left, this::expire);
            } else {
                context.hit();
                context.resetConnection();
            }
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
            wait.stop();
        }
    }
}
