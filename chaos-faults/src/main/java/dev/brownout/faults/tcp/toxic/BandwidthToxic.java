package dev.brownout.faults.tcp.toxic;

import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * {@code bandwidth}: at most {@code rate} KB (of 1000 bytes) a second pass, each connection and direction by itself. Bytes
 * arrive when the last of them would have on such a wire, in pieces of up to 10 ms; nothing is saved up while idle. Rate 0
 * holds everything, and loses nothing. With a ramp the rate falls from no limit to {@code rate}.
 *
 * <p>Differs from Toxiproxy 2.12 where that is at fault: a negative rate counts as 0, and what is held is bounded, so that
 * the sender feels the narrow wire too.
 */
public final class BandwidthToxic implements ToxicType {
    private static final String RATE = "rate";
    private static final double BYTES_PER_KILOBYTE = 1000;
    private static final long NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long PIECE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    /** What waits in front of the narrow wire: little, or the sender would be told nothing for minutes. */
    private static final long LEAST_HELD = 64 << 10;

    private static final double HELD_SECONDS = 0.1;

    @Override
    public String name() {
        return "bandwidth";
    }

    @Override
    public List<String> attributes() {
        return List.of(RATE);
    }

    @Override
    public boolean growsInStage() {
        return true;
    }

    @Override
    public Stage open(StageContext context) {
        return new BandwidthStage(context);
    }

    private static final class BandwidthStage extends HoldingStage {
        /** Up to when the wire is taken. */
        private long taken;

        /** The piece that is on the wire. */
        private int piece;

        BandwidthStage(StageContext context) {
            super(context);
            taken = context.nanoTime();
        }

        /** Bytes a second; infinite while a ramp has not begun. */
        private double rate() {
            double strength = context().strength(context().nanoTime());
            return strength > 0
                    ? Math.max(0, context().attributes().get(RATE)) * BYTES_PER_KILOBYTE / strength
                    : Double.POSITIVE_INFINITY;
        }

        @Override
        public long holdLimit() {
            return Math.max(LEAST_HELD, (long) (HELD_SECONDS * rate()));
        }

        @Override
        void release() {
            double rate = rate();
            for (var head = head(); head != null; head = head()) {
                if (rate <= 0) {
                    return;
                }
                long now = context().nanoTime();
                if (piece == 0) {
                    piece = (int) Math.max(1, Math.min(head.data().readableBytes(), rate * PIECE_NANOS / NANOS));
                    taken = Math.max(taken, now) + (long) Math.ceil(piece * (double) NANOS / rate);
                }
                if (taken > now) {
                    context().hit();
                    waitFor(taken - now);
                    return;
                }
                pass(piece);
                piece = 0;
            }
            passEnd();
        }

        /** What is on the wire is sent again, at the new rate. */
        @Override
        public void changed() {
            taken = context().nanoTime();
            piece = 0;
            super.changed();
        }
    }
}
