package dev.brownout.junit;

import dev.brownout.api.Arguments;
import dev.brownout.api.BrownoutException;
import dev.brownout.api.Fault;
import dev.brownout.api.FaultDescription;
import dev.brownout.api.FaultKind;
import dev.brownout.api.Injection;
import dev.brownout.api.InjectionContext;
import dev.brownout.api.Measurement;
import dev.brownout.api.Stack;
import dev.brownout.api.Target;
import dev.brownout.api.Vantage;
import dev.brownout.faults.FaultRegistry;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Breaks every kind of fault there is in one way, in the test run of the class that carries it. */
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@java.lang.annotation.Target(ElementType.TYPE)
@ExtendWith(Sabotage.Extension.class)
@interface Sabotage {
    /** In which way. */
    How value();

    /** Ways of being broken. */
    enum How {
        /** The injector does nothing, and claims that the victim has met it. */
        DOES_NOTHING,
        /** The injector says that it cannot do it. */
        CANNOT_BE_DONE,
        /** The witness never comes to a result. */
        MEASURES_NOTHING,
        /** The witness fails. */
        CANNOT_MEASURE,
        /** The injector says that it cannot take it away. */
        CANNOT_BE_REMOVED,
        /** The injector leaves it in place and says nothing. */
        IS_NOT_REMOVED,
        /** The witness is blind while it is in place, and then the injector cannot take it away. */
        UNSEEN_AND_STUCK
    }

    /** Puts broken kinds in the place of the real ones. */
    final class Extension implements BeforeAllCallback {
        @Override
        public void beforeAll(ExtensionContext context) {
            var how =
                    context.getRequiredTestClass().getAnnotation(Sabotage.class).value();
            context.getRoot()
                    .getStore(BrownoutExtension.NAMESPACE)
                    .put(
                            FaultRegistry.class,
                            FaultRegistry.of(FaultRegistry.load().kinds().stream()
                                    .map(kind -> broken(kind, how))
                                    .toList()));
        }

        private static <F extends Fault> FaultKind<F> broken(FaultKind<F> kind, How how) {
            return new Broken<>(kind, how);
        }
    }

    /** A kind that is broken, and otherwise as it is. */
    record Broken<F extends Fault>(FaultKind<F> kind, How how) implements FaultKind<F> {
        @Override
        public FaultDescription description() {
            return kind.description();
        }

        @Override
        public F create(Arguments arguments) {
            return kind.create(arguments);
        }

        @Override
        public Optional<String> refusal(F fault, Target target, Stack stack) {
            return kind.refusal(fault, target, stack);
        }

        @Override
        public boolean conflictsWith(F fault, Fault other) {
            return kind.conflictsWith(fault, other);
        }

        @Override
        public Duration onsetLag(F fault, Target target, Stack stack) {
            return kind.onsetLag(fault, target, stack);
        }

        @Override
        public Duration removalLag(F fault, Target target, Stack stack) {
            return kind.removalLag(fault, target, stack);
        }

        @Override
        public Injection inject(F fault, Target target, InjectionContext context) {
            return switch (how) {
                case DOES_NOTHING -> new Idle();
                case CANNOT_BE_DONE -> throw new BrownoutException("the injector is broken");
                case MEASURES_NOTHING, CANNOT_MEASURE -> kind.inject(fault, target, context);
                case CANNOT_BE_REMOVED, IS_NOT_REMOVED, UNSEEN_AND_STUCK ->
                    new Sticky(kind.inject(fault, target, context), how);
            };
        }

        @Override
        public Measurement measure(F fault, Target target, Vantage vantage, InjectionContext context) {
            return switch (how) {
                case MEASURES_NOTHING -> Measurement.undecided("the witness is broken");
                case CANNOT_MEASURE -> throw new IllegalStateException("the witness is broken");
                case DOES_NOTHING, CANNOT_BE_DONE, CANNOT_BE_REMOVED, IS_NOT_REMOVED ->
                    kind.measure(fault, target, vantage, context);
                case UNSEEN_AND_STUCK -> {
                    var measured = kind.measure(fault, target, vantage, context);
                    yield measured.symptom() ? Measurement.undecided("the witness is broken") : measured;
                }
            };
        }
    }

    /** Is nothing, and claims to have been met. */
    record Idle() implements Injection {
        @Override
        public Map<String, Long> exposure() {
            return Map.of("test", 1L);
        }

        @Override
        public void close() {
            // there is nothing to take away
        }
    }

    /** Stays in place until its plane is closed. */
    record Sticky(Injection injection, How how) implements Injection {
        @Override
        public Map<String, Long> exposure() {
            return injection.exposure();
        }

        @Override
        public void close() {
            if (how != How.IS_NOT_REMOVED) {
                throw new BrownoutException("the injector does not let go");
            }
        }
    }
}
