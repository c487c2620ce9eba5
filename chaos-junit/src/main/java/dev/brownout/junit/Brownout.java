package dev.brownout.junit;

import dev.brownout.api.StackProvider;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Switches Brownout on for a test class: links of its stack go through fault planes of its own, faults are put in place by
 * annotations or through an injected {@link Faults}, proven while they last, and undone and proven gone after each test.
 *
 * <p>What is under test is named in exactly one way: by {@link #stack()}, by {@link #provider()}, or by a member that is
 * annotated with {@link StackUnderTest}. Nested classes take over what the class around them has, or bring their own. The
 * tests carry the tag {@code chaos}.
 *
 * <p>Works as a meta-annotation.
 *
 * <pre>{@code
 * @Brownout
 * class LedgerTests {
 *     @StackUnderTest
 *     static final ServiceStack STACK = ServiceStack.builder("exchange")
 *             .service("ledger", Protocol.POSTGRES, () -> postgres.address())
 *             .build();
 *
 *     @Test
 *     @TcpReset(link = "test-to-ledger")
 *     void tellsThatBalancesAreUnknown(@LinkAddress("ledger") URI ledger) { … }
 * }
 * }</pre>
 *
 * <p>Configuration parameters of JUnit, and so system properties: {@code brownout.seed} (overrides {@link #seed()}), {@code
 * brownout.unproven} ({@code fail} or, as an explicit local choice, {@code abort}), {@code brownout.reports} (where journals of
 * failed tests are kept).
 */
@Documented
@Inherited
@Target({ElementType.TYPE, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Tag("chaos")
@ExtendWith(BrownoutExtension.class)
public @interface Brownout {
    /**
     * Name what is under test as the command line does.
     *
     * @return {@code name:variant?option=value} of a stack on the class path, or the path of a stack file; empty when it is
     *     named in another way
     */
    String stack() default "";

    /**
     * Name what is under test by the class that brings it.
     *
     * @return a class with a constructor that takes nothing; {@link StackProvider} itself when it is named in another way
     */
    Class<? extends StackProvider> provider() default StackProvider.class;

    /**
     * Choose what all decisions follow from, such as which connections a fault hits.
     *
     * @return any number
     */
    long seed() default 1;
}
