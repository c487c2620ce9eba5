package dev.brownout.faults.tcp.toxic;

import java.util.List;

/**
 * {@code half_open}, which Toxiproxy does not have: the source of this link is cut off as if its cable were pulled. Nothing
 * that it sends is taken or acknowledged, not even its end, and nothing that it had sent goes on; nobody is told. Removal
 * plugs the cable in again: what the source repeats then arrives, and no byte is lost. With {@code both} over 0 the
 * destination is cut off too, on the same connections.
 */
public final class HalfOpenToxic implements ToxicType {
    private static final String BOTH = "both";

    @Override
    public String name() {
        return "half_open";
    }

    @Override
    public List<String> attributes() {
        return List.of(BOTH);
    }

    @Override
    public boolean filters() {
        return true;
    }

    @Override
    public Stage open(StageContext context) {
        context.hit();
        boolean both = context.attributes().get(BOTH) > 0;
        context.silenceSource(true);
        if (both) {
            context.silenceDestination(true);
        }
        return new HalfOpenStage(context, both);
    }

    private static final class HalfOpenStage extends HoldingStage {
        private final boolean both;

        HalfOpenStage(StageContext context, boolean both) {
            super(context);
            this.both = both;
        }

        @Override
        void release() {
            // what had arrived already waits for the removal
        }

        @Override
        public void remove() {
            context().silenceSource(false);
            if (both) {
                context().silenceDestination(false);
            }
            super.remove();
        }
    }
}
