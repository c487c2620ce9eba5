package dev.brownout.faults.tcp.toxic;

import org.jspecify.annotations.Nullable;

/** The one thing that a stage waits for, if it does. Used on the link's own thread. */
final class Wait {
    private final StageContext context;
    private StageContext.@Nullable Timer timer;

    Wait(StageContext context) {
        this.context = context;
    }

    /** Tell whether something is still to come. */
    boolean isOn() {
        return timer != null;
    }

    /** Begin to wait; called when nothing is waited for. */
    void begin(long nanos, Runnable then) {
        timer = context.schedule(nanos, () -> {
            timer = null;
            then.run();
        });
    }

    /** Wait no longer: what was to come does not. */
    void stop() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }
}
