package dev.brownout.examples.suite.sabotage;

import dev.brownout.api.Arguments;
import dev.brownout.api.Fault;
import dev.brownout.api.FaultDescription;
import dev.brownout.api.FaultKind;
import dev.brownout.api.Injection;
import dev.brownout.api.InjectionContext;
import dev.brownout.api.Measurement;
import dev.brownout.api.Stack;
import dev.brownout.api.Target;
import dev.brownout.api.Vantage;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A kind of fault whose injector does nothing and claims to have been met; otherwise as it is.
 *
 * @param <F> its faults
 */
public abstract class IdleKind<F extends Fault> implements FaultKind<F> {
    private final FaultKind<F> real;

    private IdleKind(FaultKind<F> real) {
        this.real = real;
    }

    /** {@code http.error-page}. */
    public static final class ErrorPage extends IdleKind<dev.brownout.faults.http.ErrorPageFault> {
        /** For the service loader. */
        public ErrorPage() {
            super(new dev.brownout.faults.http.ErrorPageFault.Kind());
        }
    }

    /** {@code http.lost-answer}. */
    public static final class LostAnswer extends IdleKind<dev.brownout.faults.http.LostAnswerFault> {
        /** For the service loader. */
        public LostAnswer() {
            super(new dev.brownout.faults.http.LostAnswerFault.Kind());
        }
    }

    /** {@code tcp.latency}. */
    public static final class Latency extends IdleKind<dev.brownout.faults.tcp.LatencyFault> {
        /** For the service loader. */
        public Latency() {
            super(new dev.brownout.faults.tcp.LatencyFault.Kind());
        }
    }

    /** {@code tcp.refuse}. */
    public static final class Refuse extends IdleKind<dev.brownout.faults.tcp.RefuseFault> {
        /** For the service loader. */
        public Refuse() {
            super(new dev.brownout.faults.tcp.RefuseFault.Kind());
        }
    }

    /** {@code tcp.reset}. */
    public static final class Reset extends IdleKind<dev.brownout.faults.tcp.ResetFault> {
        /** For the service loader. */
        public Reset() {
            super(new dev.brownout.faults.tcp.ResetFault.Kind());
        }
    }

    /** {@code dns.empty-answer}. */
    public static final class EmptyAnswer extends IdleKind<dev.brownout.faults.dns.EmptyAnswer> {
        /** For the service loader. */
        public EmptyAnswer() {
            super(new dev.brownout.faults.dns.EmptyAnswer.Kind());
        }
    }

    /** Is nothing. */
    private record Idle() implements Injection {
        @Override
        public Map<String, Long> exposure() {
            return Map.of("test", 1L);
        }

        @Override
        public void close() {
            // there is nothing to take away
        }
    }

    @Override
    public final FaultDescription description() {
        return real.description();
    }

    @Override
    public final F create(Arguments arguments) {
        return real.create(arguments);
    }

    @Override
    public final Optional<String> refusal(F fault, Target target, Stack stack) {
        return real.refusal(fault, target, stack);
    }

    @Override
    public final boolean conflictsWith(F fault, Fault other) {
        return real.conflictsWith(fault, other);
    }

    @Override
    public final Duration onsetLag(F fault, Target target, Stack stack) {
        return real.onsetLag(fault, target, stack);
    }

    @Override
    public final Duration removalLag(F fault, Target target, Stack stack) {
        return real.removalLag(fault, target, stack);
    }

    @Override
    public final Duration feltAfter(F fault, Target target, Stack stack) {
        return real.feltAfter(fault, target, stack);
    }

    @Override
    public final String uncounted() {
        return real.uncounted();
    }

    @Override
    public final Injection inject(F fault, Target target, InjectionContext context) {
        return new Idle();
    }

    @Override
    public final Measurement measure(F fault, Target target, Vantage vantage, InjectionContext context) {
        return real.measure(fault, target, vantage, context);
    }
}
