package dev.brownout.api;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Ask one question about a capability.
 *
 * <p>Called on the prober's schedule thread and must return at once; the stage completes on any thread. The prober, not
 * the probe, measures time and decides {@link Mode#SLOW} and {@link Mode#HUNG}; it cancels the stage at the deadline when
 * it is a {@link java.util.concurrent.Future}.
 */
@FunctionalInterface
public interface Probe {

    /** How the detail of an answer begins when its asker was not let in. */
    String UNAUTHORISED = "not authorised: ";

    /**
     * Ask.
     *
     * @param ordinal how many questions this probe has asked before, from 0
     * @return the classified answer; a stage that fails is classified {@link Mode#ERROR}
     */
    CompletionStage<Answer> ask(long ordinal);

    /**
     * What came back.
     *
     * @param mode how the capability served, latency aside
     * @param detail status, code or a short excerpt, at most a line
     * @param age how old the content says it is, where it says so
     */
    record Answer(Mode mode, String detail, Optional<Duration> age) {
        /**
         * Make an answer without an age.
         *
         * @param mode how the capability served
         * @param detail status, code or a short excerpt
         * @return the answer
         */
        public static Answer of(Mode mode, String detail) {
            return new Answer(mode, detail, Optional.empty());
        }

        /**
         * Make the answer to a question whose asker was not let in (HTTP 401 or 403): {@link Mode#ERROR}, but before the first
         * fault a matter of credentials, not of the stack.
         *
         * @param detail status, code or a short excerpt
         * @return the answer; its detail begins with {@link Probe#UNAUTHORISED}
         */
        public static Answer unauthorised(String detail) {
            return of(Mode.ERROR, UNAUTHORISED + detail);
        }
    }
}
