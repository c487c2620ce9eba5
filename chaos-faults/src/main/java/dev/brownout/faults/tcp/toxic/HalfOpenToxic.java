package dev.brownout.faults.tcp.toxic;

import java.util.List;

/**
 * {@code half_open}, which Toxiproxy does not have: the source of this link is cut off as if its cable were pulled. Nothing
 * that it sends is taken or acknowledged, not even its end, and nothing that it had sent goes on; nobody is told. Removal
 * plugs the cable in again: what the source repeats then arrives, and no byte is lost.
 */
public final class HalfOpenToxic implements ToxicType {
    @Override
    public String name() {
        return "half_open";
    }

    @Override
    public List<String> attributes() {
        return List.of();
    }

    @Override
    public boolean filters() {
        return true;
    }

    @Override
    public Stage open(StageContext context) {
        context.hit();
        context.silenceSource(true);
        return new HalfOpenStage(context);
    }

    private static final class HalfOpenStage extends HoldingStage {
        HalfOpenStage(StageContext context) {
            super(context);
        }

        @Override
        void release() {
            // what had arrived already waits for the removal
        }

        @Override
        public void remove() {
            context().silenceSource(false);
            super.remove();
        }
    }
}
