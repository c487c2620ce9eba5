package dev.brownout.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Makes a method a test that plays a documented outage: every fault is done and proven, the stack is judged by what the outage
 * itself expects of it, and everything is undone. The test fails unless the verdict is {@code PASSED} or {@code DEGRADED_OK}.
 * Then the method's body, which may be empty, asks more of the finished {@link OutageRun}.
 *
 * <pre>{@code
 * @Outage("aws-us-east-1-dynamodb-dns-2025-10-20")
 * void survivesTheDynamoDbOutage(OutageRun run) {
 *     run.during("name-empty").capability("place-order").refusesPolitelyWithin(ofSeconds(2));
 * }
 * }</pre>
 *
 * <p>With {@link #live()} the body runs while the outage plays, and {@link OutageRun#awaitPhase} waits for a moment of it.
 *
 * <p>What is under test is the class's own stack (see {@link Brownout}) unless {@link #stack()} names another. A stack that is
 * started by its provider is started anew, on planes of its own, for each run; services that run already are reached through the
 * planes of the class. Such tests take as long as the outage, compressed, does: {@code brownout explain} tells how long.
 *
 * <p>Works as a meta-annotation. The test carries the tag {@code chaos}. Runs of a class may go on at the same time when each
 * starts a stack of its own; those against services that run already share them, so they need JUnit's {@code @ResourceLock} or
 * {@code @Execution(SAME_THREAD)}.
 */
@Documented
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@TestTemplate
@Tag("chaos")
@ExtendWith(OutageExtension.class)
public @interface Outage {
    /**
     * Name the outage.
     *
     * @return the id of a documented outage ({@code brownout list}), or the path of a scenario file
     */
    String value();

    /**
     * Name another stack than the class's.
     *
     * @return {@code name:variant?option=value} of a stack on the class path; empty for the class's
     */
    String stack() default "";

    /**
     * Choose what all decisions follow from. The configuration parameter {@code brownout.seed} overrides it.
     *
     * @return seeds, one test for each; empty for the class's
     */
    long[] seed() default {};

    /**
     * Compress time otherwise than the outage says.
     *
     * @return seconds of incident time in a second of the test, 1 or more; 0 for the outage's own
     */
    double timeScale() default 0;

    /**
     * Give values to variables of the outage.
     *
     * @return {@code name=value} each
     */
    String[] variables() default {};

    /**
     * Let the body run while the outage plays, instead of after it.
     *
     * @return whether it does
     */
    boolean live() default false;
}
