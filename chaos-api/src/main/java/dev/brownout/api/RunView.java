package dev.brownout.api;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What is known of a run when it is over, besides its history. All times are ns on the run's clock. Immutable.
 *
 * @param stack what was under test
 * @param windows the steady stretch, the phases and the recovery stretch, in order of time
 * @param faults each fault of the plan, in the plan's order
 * @param samples capability to its samples, in order of when they were due; every capability of the stack is there
 * @param traffic what the targets were seen to get, in order of time; about one entry a second and link
 * @param lastRemoved when the last fault was taken away; empty while one was in place or when none ever was
 */
public record RunView(
        Stack stack,
        List<Window> windows,
        List<FaultWindow> faults,
        Map<String, List<Sample>> samples,
        List<Count> traffic,
        OptionalLong lastRemoved) {

    /** Copy the collections. */
    public RunView {
        windows = List.copyOf(windows);
        faults = List.copyOf(faults);
        samples = Rules.sorted(samples);
        traffic = List.copyOf(traffic);
    }

    /**
     * A run of which only the history is known: for histories that were not recorded by a player.
     *
     * @param stack what was under test
     * @return a view without windows, faults, samples and traffic
     */
    public static RunView ofHistory(Stack stack) {
        return new RunView(stack, List.of(), List.of(), Map.of(), List.of(), OptionalLong.empty());
    }

    /**
     * A phase, or the steady or recovery stretch.
     *
     * @param phase its id; {@code steady} and {@code recovery} are none of the plan's
     * @param kind which of the three
     * @param from when it began
     * @param to when it ended
     * @param expect capability to what is expected of it meanwhile
     */
    public record Window(String phase, Kind kind, long from, long to, Map<String, Expectation> expect) {
        /** What a window is. A closed set. */
        public enum Kind {
            /** Before the first fault. */
            STEADY,
            /** Of the plan. */
            PHASE,
            /** After the last fault. */
            RECOVERY
        }

        /** Copy the expectations. */
        public Window {
            expect = Rules.sorted(expect);
        }

        /**
         * Tell whether a time lies in it; its end belongs to what follows.
         *
         * @param time a time
         * @return whether it does
         */
        public boolean has(long time) {
            return from <= time && time < to;
        }
    }

    /**
     * One fault's time in place.
     *
     * @param id the fault's id
     * @param kind its kind
     * @param target what it was done to
     * @param phase the phase it belongs to
     * @param victims who stood to lose by it
     * @param asked when it was about to be put in place; empty when it never was
     * @param witnessed when it was seen from every victim; empty when it was not
     * @param removed when it was taken away; empty when it was not, or went on under another id
     * @param restored when it was seen to be gone; likewise
     */
    public record FaultWindow(
            String id,
            String kind,
            String target,
            String phase,
            List<String> victims,
            OptionalLong asked,
            OptionalLong witnessed,
            OptionalLong removed,
            OptionalLong restored) {
        /** Copy the list. */
        public FaultWindow {
            victims = List.copyOf(victims);
        }
    }

    /**
     * One probe's sample.
     *
     * @param line the journal line it stands on
     * @param due when it should have been asked
     * @param done when it was answered or given up
     * @param mode how it was served
     * @param age how old its content says it is, in ns; empty where it does not say
     * @param detail status, code or a short excerpt
     * @param standing whether anything but safety may be judged by it
     */
    public record Sample(
            long line, long due, long done, Mode mode, OptionalLong age, String detail, Standing standing) {

        /**
         * Tell how long the answer took, from when the question was due.
         *
         * @return ns
         */
        public long latency() {
            return done - due;
        }
    }

    /** What may be judged by a sample. A closed set. */
    public enum Standing {
        /** Everything. */
        JUDGED,
        /** Safety only: a fault was just being put in place or taken away. */
        TRANSITION,
        /** Nothing: the harness stood still. */
        BLIND
    }

    /**
     * What one link's target had got by some time.
     *
     * @param line the journal line it stands on
     * @param at when it was counted
     * @param traffic the counts since the plane was opened
     */
    public record Count(long line, long at, Traffic traffic) {}
}
