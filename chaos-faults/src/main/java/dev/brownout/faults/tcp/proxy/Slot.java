package dev.brownout.faults.tcp.proxy;

import dev.brownout.faults.decide.DecisionStream;
import dev.brownout.faults.tcp.toxic.Attributes;
import dev.brownout.faults.tcp.toxic.Stage;
import dev.brownout.faults.tcp.toxic.StageContext;
import io.netty.buffer.ByteBuf;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One toxic's place on one link: decides whether it acts there, once for each value of its toxicity, and is what its stage
 * sees of the link.
 */
final class Slot implements StageContext {
    private final OneWay link;
    private final DecisionStream jitter;
    private final DecisionStream place;
    private Toxic toxic;
    private @Nullable Stage stage;
    private boolean decided;
    private boolean endPassed;
    private @Nullable Timer onset;

    Slot(OneWay link, Toxic toxic) {
        this.link = link;
        this.toxic = toxic;
        this.jitter = DecisionStream.of(stream(), "jitter", link.connection().ordinal());
        this.place = DecisionStream.of(stream(), "ramp");
    }

    private DecisionStream stream() {
        return link.connection().stream(toxic.name(), link.direction());
    }

    boolean isFor(Toxic other) {
        return toxic.isSame(other);
    }

    /** Follow the toxic to what it is set to now. */
    void set(Toxic now) {
        var before = toxic;
        toxic = now;
        if (!decided || before.toxicity() != now.toxicity()) {
            decided = true;
            act(link.connection().decides(now));
        }
        if (stage != null && !before.attributes().equals(now.attributes())) {
            stage.changed();
        }
    }

    private void act(boolean acts) {
        if (!acts) {
            remove();
        } else if (stage == null && onset == null) {
            long left = toxic.type().growsInStage() ? 0 : toxic.ramp().onset(turn()) - nanoTime();
            if (left > 0) {
                onset = schedule(left, this::begin);
            } else {
                begin();
            }
        }
    }

    /** Where in the order of a ramp the connection stands. */
    private double turn() {
        return link.connection()
                .context()
                .decisions()
                .uniform(place, link.connection().ordinal());
    }

    private void begin() {
        onset = null;
        if (link.connection().victim()) {
            toxic.exposure().connection();
        }
        stage = toxic.type().open(this);
    }

    /** How much the stage lets the link hold. */
    long holdLimit() {
        return stage == null ? Long.MAX_VALUE : stage.holdLimit();
    }

    private void forgetOnset() {
        if (onset != null) {
            onset.cancel();
            onset = null;
        }
    }

    /** Give data to the stage, if the toxic acts here. */
    boolean data(ByteBuf data) {
        if (stage == null) {
            return false;
        }
        stage.data(data);
        return true;
    }

    /** Give the end to the stage, if the toxic acts here. */
    boolean end() {
        if (stage == null) {
            return false;
        }
        stage.end();
        return true;
    }

    void remove() {
        forgetOnset();
        var removed = stage;
        if (removed != null) {
            removed.remove();
            stage = null;
        }
    }

    void discard() {
        forgetOnset();
        var discarded = stage;
        stage = null;
        if (discarded != null) {
            discarded.discard();
        }
    }

    @Override
    public Attributes attributes() {
        return toxic.attributes();
    }

    @Override
    public void forward(ByteBuf data) {
        link.passFrom(this, data);
    }

    @Override
    public void forwardEnd() {
        if (!endPassed && !link.ended()) {
            endPassed = true;
            link.passEndFrom(this);
        }
    }

    @Override
    public void drop(ByteBuf data) {
        link.drop(data);
    }

    @Override
    public void closeConnection() {
        link.connection().close();
    }

    @Override
    public void resetConnection() {
        link.connection().reset();
    }

    @Override
    public void endConnection() {
        link.closeAtEnd();
        forwardEnd();
    }

    @Override
    public void flush() {
        link.flush();
    }

    @Override
    public void silenceSource(boolean on) {
        link.silenceSource(on);
    }

    @Override
    public void silenceDestination(boolean on) {
        link.connection().silenceSource(link.direction().opposite(), on);
    }

    @Override
    public double strength(long at) {
        return toxic.ramp().strength(at);
    }

    @Override
    public void hit() {
        if (link.connection().victim()) {
            toxic.exposure().hit();
        }
    }

    @Override
    public void account(int bytes) {
        link.account(bytes);
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public Timer schedule(long nanos, Runnable task) {
        var context = link.connection().context();
        var timer = new LoopTimer(task);
        var future = context.timer()
                .schedule(
                        () -> link.connection().execute(() -> link.run(timer::fire)),
                        Math.max(0, nanos),
                        TimeUnit.NANOSECONDS);
        return () -> {
            timer.cancelled = true;
            future.cancel(false);
        };
    }

    @Override
    public double uniform(long ordinal) {
        return link.connection().context().decisions().uniform(jitter, ordinal);
    }

    /** Cancelled and fired on the loop alone, so that nothing fires after it was cancelled there. */
    private static final class LoopTimer {
        private final Runnable task;
        private boolean cancelled;

        LoopTimer(Runnable task) {
            this.task = task;
        }

        void fire() {
            if (!cancelled) {
                task.run();
            }
        }
    }
}
