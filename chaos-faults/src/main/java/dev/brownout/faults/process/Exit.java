package dev.brownout.faults.process;

import java.time.Instant;
import java.util.OptionalInt;

/**
 * How a process ended.
 *
 * @param code its exit code, 0 to 255; by the JDK's convention 128 + n if signal n ended it. Empty if nobody was there to
 *     see it: the supervisor had ended before
 * @param requested whether we had asked it to end, by {@link SupervisedProcess#stop}, an ending signal or
 *     {@link Supervisor#close()}; otherwise it ended by itself, or by a stranger's hand
 * @param at when, on the wall clock
 */
public record Exit(OptionalInt code, boolean requested, Instant at) {

    private static final int BY_SIGNAL = 128;

    /** Returns the number of the signal that seems to have ended it; a program may also exit with such a code itself. */
    public OptionalInt signal() {
        return code.isPresent() && code.getAsInt() > BY_SIGNAL
                ? OptionalInt.of(code.getAsInt() - BY_SIGNAL)
                : OptionalInt.empty();
    }

    /** Returns a phrase to follow a name, such as {@code ended unexpectedly with code 3}. */
    public String describe() {
        String how = requested ? "ended as asked" : "ended unexpectedly";
        if (code.isEmpty()) {
            return how + " with its supervisor";
        }
        return signal().isPresent()
                ? how + " by signal " + signal().getAsInt() + " (code " + code.getAsInt() + ")"
                : how + " with code " + code.getAsInt();
    }
}
