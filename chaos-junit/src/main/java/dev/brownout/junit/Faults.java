package dev.brownout.junit;

import dev.brownout.api.Stack;

/**
 * Puts faults in place by code. Injected into tests and life-cycle methods. What a test leaves in place is taken away after it,
 * and every fault must be proven: absent before, felt while it lasts, met by the test's own traffic, gone after.
 *
 * <pre>{@code
 * @Test
 * void ordersSurviveALostAnswer(Faults faults) {
 *     try (var lost = faults.on(Targets.link("test", "gateway")).fault("http.lost-answer").with("ratio", 0.05).inject()) {
 *         …
 *     }
 * }
 * }</pre>
 *
 * <p>Thread safe.
 */
public final class Faults {
    private final Session session;

    Faults(Session session) {
        this.session = session;
    }

    /**
     * Choose what a fault is to be done to.
     *
     * @param target a link, name or component, by {@link Targets}
     * @return the target
     * @throws dev.brownout.api.BrownoutException if the stack has none such; the message lists those there are
     */
    public FaultTarget on(Targets.Reference target) {
        return new FaultTarget(session, target.in(session.stack()));
    }

    /**
     * Tell what is under test.
     *
     * @return the stack
     */
    public Stack stack() {
        return session.stack();
    }

    /**
     * Tell what all decisions follow from.
     *
     * @return the seed
     */
    public long seed() {
        return session.seed();
    }
}
