package dev.brownout.faults.tcp.toxic;

import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * {@code slicer}: cuts each chunk in pieces of about {@code average_size} bytes, give or take {@code size_variation}, and
 * waits {@code delay} microseconds after each. A piece is cut near its middle until it is no longer than the two together.
 * Each piece is sent by itself.
 *
 * <p>Differs from Toxiproxy 2.12 where that is at fault: an average of 0 or less cuts nothing, a variation that is not below
 * the average counts as just below it, and a change counts at once for the chunk that is being cut.
 */
public final class SlicerToxic implements ToxicType {
    private static final String AVERAGE = "average_size";
    private static final String VARIATION = "size_variation";
    private static final String DELAY = "delay";
    private static final long LONGEST_MICROS = TimeUnit.DAYS.toMicros(365);
    private static final long HELD = 128 << 10;

    @Override
    public String name() {
        return "slicer";
    }

    @Override
    public List<String> attributes() {
        return List.of(AVERAGE, VARIATION, DELAY);
    }

    @Override
    public Stage open(StageContext context) {
        return new SlicerStage(context);
    }

    private static final class SlicerStage extends HoldingStage {
        /** How long the parts are that the rest of the head is cut in so far, the first one on top. */
        private final ArrayDeque<Integer> parts = new ArrayDeque<>();

        private long draws;
        private boolean pausing;

        SlicerStage(StageContext context) {
            super(context);
        }

        @Override
        public long holdLimit() {
            return HELD;
        }

        @Override
        void release() {
            pausing = false;
            for (var head = head(); head != null; head = head()) {
                if (parts.isEmpty()) {
                    parts.push(head.data().readableBytes());
                }
                int piece = next();
                if (piece < head.data().readableBytes()) {
                    context().hit();
                }
                pass(piece);
                context().flush();
                long delay = Math.max(
                        0, Math.min(LONGEST_MICROS, context().attributes().get(DELAY)));
                if (delay > 0) {
                    pausing = true;
                    waitFor(TimeUnit.MICROSECONDS.toNanos(delay));
                    return;
                }
            }
            passEnd();
        }

        /** Cut until the first part is short enough. */
        private int next() {
            long average = context().attributes().get(AVERAGE);
            long variation = Math.max(0, Math.min(context().attributes().get(VARIATION), average - 1));
            int first = parts.pop();
            while (average > 0 && first > 1 && first > average + variation) {
                long shift = variation == 0 ? 0 : (long) (context().uniform(draws++) * 2 * variation) - variation;
                int cut = (int) Math.max(1, Math.min(first - 1, first / 2 + shift));
                parts.push(first - cut);
                first = cut;
            }
            return first;
        }

        /** The pause that has begun is kept, the pieces that follow are cut anew. */
        @Override
        public void changed() {
            if (!pausing) {
                super.changed();
            }
        }

        @Override
        public void remove() {
            parts.clear();
            super.remove();
        }
    }
}
