package dev.brownout.junit;

import dev.brownout.api.Stack;
import dev.brownout.scenarios.play.LiveFaults;
import java.util.List;
import java.util.Optional;

/**
 * Puts faults in place by code. Injected into tests and life-cycle methods. What a test leaves in place is taken away after it,
 * and every fault must be proven: absent before, felt while it lasts, met by the test's own traffic, gone after.
 *
 * <pre>{@code
 * @Test
 * void ordersSurviveALostAnswer(Faults faults) {
 *     try (var lost = faults.on(link("test", "gateway")).http().lostAnswer().ratio(0.05).inject()) {
 *         …
 *     }
 * }
 * }</pre>
 *
 * <p>Thread safe.
 */
public final class Faults {
    private final Session session;
    private final Optional<String> test;

    /**
     * @param session where faults are put in place
     * @param test the unique id of the only test that may do so; empty where any may while it runs
     */
    Faults(Session session, Optional<String> test) {
        this.session = session;
        this.test = test;
    }

    /**
     * Choose a link.
     *
     * @param link which, by {@link Targets#link(String)}
     * @return the link, with the faults that a link can have
     * @throws dev.brownout.api.BrownoutException if the stack has none such; the message lists those there are
     */
    public LinkTarget on(TargetReference.ToLink link) {
        return new LinkTarget(this, link.in(session.stack()));
    }

    /**
     * Choose a host name.
     *
     * @param name which, by {@link Targets#name}
     * @return the name, with the faults that a name can have
     * @throws dev.brownout.api.BrownoutException if the stack has none such; the message lists those there are
     */
    public NameTarget on(TargetReference.ToName name) {
        return new NameTarget(this, name.in(session.stack()));
    }

    /**
     * Choose a component.
     *
     * @param component which, by {@link Targets#component}
     * @return the component, with the faults that a component can have
     * @throws dev.brownout.api.BrownoutException if the stack has none such; the message lists those there are
     */
    public ComponentTarget on(TargetReference.ToComponent component) {
        return new ComponentTarget(this, component.in(session.stack()));
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

    List<InjectedFault> inject(List<LiveFaults.Use> uses) {
        return session.inject(uses, test);
    }
}
