package dev.brownout.scenarios.journal;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.brownout.api.Mode;
import dev.brownout.api.Operation;
import dev.brownout.api.Outcome;
import dev.brownout.api.Traffic;
import dev.brownout.scenarios.plan.Plan;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a journal holds: a closed set. All times are nanoseconds on the run's own monotonic clock, 0 at its beginning, so
 * that judging needs no other clock.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Event.RunStarted.class, name = "run-started"),
    @JsonSubTypes.Type(value = Event.StackReady.class, name = "stack-ready"),
    @JsonSubTypes.Type(value = Event.PhaseBegan.class, name = "phase-began"),
    @JsonSubTypes.Type(value = Event.PhaseEnded.class, name = "phase-ended"),
    @JsonSubTypes.Type(value = Event.FaultScheduled.class, name = "fault-scheduled"),
    @JsonSubTypes.Type(value = Event.FaultMeasured.class, name = "fault-measured"),
    @JsonSubTypes.Type(value = Event.FaultChanged.class, name = "fault-changed"),
    @JsonSubTypes.Type(value = Event.FaultExposed.class, name = "fault-exposed"),
    @JsonSubTypes.Type(value = Event.Probed.class, name = "probed"),
    @JsonSubTypes.Type(value = Event.Operated.class, name = "operated"),
    @JsonSubTypes.Type(value = Event.TrafficCounted.class, name = "traffic-counted"),
    @JsonSubTypes.Type(value = Event.Stalled.class, name = "stalled"),
    @JsonSubTypes.Type(value = Event.ComponentExited.class, name = "component-exited"),
    @JsonSubTypes.Type(value = Event.Signalled.class, name = "signalled"),
    @JsonSubTypes.Type(value = Event.Stopped.class, name = "stopped"),
    @JsonSubTypes.Type(value = Event.RunEnded.class, name = "run-ended"),
    @JsonSubTypes.Type(value = Event.Judged.class, name = "judged")
})
public sealed interface Event {

    /** The version of journals: it changes when lines of an earlier one would be read wrongly. */
    int FORMAT = 1;

    /** The name of the stretch before the first fault. */
    String STEADY = "steady";

    /** The name of the stretch after the last fault. */
    String RECOVERY = "recovery";

    /**
     * The first event: the whole plan, and what will judge it.
     *
     * @param format the version of the journal, {@link #FORMAT} where this code writes it
     * @param version Brownout's version
     * @param machine what it runs on
     * @param asked the words after {@code brownout run} that name the scenario and change it, as they were typed; empty for
     *     a run that no command line began
     * @param plan the plan
     */
    record RunStarted(int format, String version, String machine, Optional<List<String>> asked, Plan plan)
            implements Event {
        /** Copy the words. */
        public RunStarted {
            asked = asked.map(List::copyOf);
        }

        /**
         * Begin a journal, as this code writes it, of a run that no command line began.
         *
         * @param plan the plan
         * @param version Brownout's version
         * @param machine what it runs on
         */
        public RunStarted(Plan plan, String version, String machine) {
            this(FORMAT, version, machine, Optional.empty(), plan);
        }
    }

    /**
     * The stack serves.
     *
     * @param tookNanos how long it took to start
     */
    record StackReady(long tookNanos) implements Event {}

    /**
     * A phase, or the steady or recovery stretch, began.
     *
     * @param phase its id
     * @param at when
     */
    record PhaseBegan(String phase, long at) implements Event {}

    /**
     * A phase, or the steady or recovery stretch, ended.
     *
     * @param phase its id
     * @param at when; samples due from then on belong to what follows
     */
    record PhaseEnded(String phase, long at) implements Event {}

    /**
     * A fault is about to be done.
     *
     * @param fault its id
     * @param at when it is due
     */
    record FaultScheduled(String fault, long at) implements Event {}

    /**
     * A witness measured.
     *
     * @param fault the fault's id
     * @param stage what the measurement is for
     * @param victim the component it was made from
     * @param symptom whether the symptom was there
     * @param healthy whether all was as without the fault; neither is possible, both are not
     * @param at when it was complete
     * @param reading what was seen, for people
     */
    record FaultMeasured(
            String fault, Stage stage, String victim, boolean symptom, boolean healthy, long at, String reading)
            implements Event {}

    /** What a measurement is for. A closed set. */
    enum Stage {
        /** Before: the symptom must not be there. */
        CONTROL,
        /** During: the symptom must be there. */
        EFFECT,
        /** After: the symptom must be gone. */
        RESTORED
    }

    /**
     * A fault was touched.
     *
     * @param fault its id
     * @param change what was done
     * @param at when
     * @param detail what went wrong; empty when nothing did
     */
    record FaultChanged(String fault, Change change, long at, String detail) implements Event {}

    /** What can be done with a fault. A closed set. */
    enum Change {
        /** About to be put in place. */
        ASKED,
        /** In place. */
        APPLIED,
        /** Seen by the witness from every victim. */
        WITNESSED,
        /** Taken away because its maximum life was over, although nobody had asked for that yet; the detail says more. */
        EXPIRED,
        /** About to be taken away. */
        REMOVING,
        /** Taken away. */
        REMOVED,
        /** Taken away because the same fault goes on under another id; what that one shows, shows this one. */
        CONTINUED,
        /** Seen to be gone from every victim. */
        RESTORED,
        /** Could not be put in place, or was not seen in time. */
        UNPROVEN,
        /** Could not be taken away, or was not seen to be gone in time. */
        NOT_RESTORED
    }

    /**
     * Which victims' own traffic met the fault in its window.
     *
     * @param fault its id
     * @param at when it was counted, at the end of the window
     * @param hits victim to number of hits; witness traffic is not counted
     */
    record FaultExposed(String fault, long at, Map<String, Long> hits) implements Event {}

    /**
     * One sample.
     *
     * @param capability what was asked about
     * @param ordinal the question's number, from 0
     * @param due when it should have been asked
     * @param sent when it was asked
     * @param done when it was answered or given up
     * @param mode how it was served
     * @param detail status or excerpt
     * @param ageMillis how old the content says it is, in ms
     */
    record Probed(
            String capability,
            long ordinal,
            long due,
            long sent,
            long done,
            Mode mode,
            String detail,
            Optional<Long> ageMillis)
            implements Event {}

    /**
     * A background user did something or was told something.
     *
     * @param at when
     * @param operation what
     */
    record Operated(long at, Operation operation) implements Event {}

    /**
     * The plane counted what a link's target had got so far.
     *
     * @param at when
     * @param traffic the counts since the plane was opened
     */
    record TrafficCounted(long at, Traffic traffic) implements Event {}

    /**
     * The harness itself stood still.
     *
     * @param from when it should have run
     * @param to when it did
     */
    record Stalled(long from, long to) implements Event {}

    /**
     * A component ended that nobody asked to end.
     *
     * @param component its id
     * @param at when it was noticed
     * @param how exit code or signal, and the end of its log
     */
    record ComponentExited(String component, long at, String how) implements Event {}

    /**
     * The judge's word to the player, made from the events before it.
     *
     * @param signal what it says
     * @param evidence why
     */
    record Signalled(Signal signal, String evidence) implements Event {}

    /** What the judge can say while a run plays. A closed set. */
    enum Signal {
        /** Steady state held: the first fault may come. */
        STEADY,
        /** Steady state did not hold: do not start. */
        NOT_STEADY,
        /** Stop now, and undo. */
        HALT,
        /** Service is back and held. */
        RECOVERED
    }

    /**
     * The run was stopped before its end.
     *
     * @param at when
     * @param reason by whom or why
     * @param kind what kind of stop
     */
    record Stopped(long at, String reason, Kind kind) implements Event {
        /** Why a run stops early. A closed set. */
        public enum Kind {
            /** The stack did not start. */
            NOT_STARTED,
            /** The judge said so. */
            HALTED,
            /** A person did, by a signal, a stop file or {@code brownout abort}. */
            INTERRUPTED,
            /** It took longer than it may. */
            LIMIT,
            /** Something of the harness or the stack failed. */
            BROKEN
        }
    }

    /**
     * The last event of playing: everything was undone, or what was not is said before.
     *
     * @param at when
     * @param planned how many faults the plan has
     * @param applied how many were put in place
     */
    record RunEnded(long at, int planned, int applied) implements Event {}

    /**
     * The verdict that was given when the run ended; {@code analyze} must come to the same.
     *
     * @param outcome the verdict
     * @param findings the findings' messages
     */
    record Judged(Outcome outcome, List<String> findings) implements Event {}
}
