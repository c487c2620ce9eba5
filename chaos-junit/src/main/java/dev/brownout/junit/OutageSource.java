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
 * Makes a method a test of many outages: one for each outage and seed, named for both, each as {@link Outage} has it.
 *
 * <pre>{@code
 * @OutageSource(tags = "edge", seeds = {1, 2, 3})
 * void everyEdgeOutage(OutageRun run) {}
 * }</pre>
 *
 * <p>Which outages: those of {@link #ids()}, those of {@link #files()}, and all documented ones with one of the {@link #tags()}
 * and all of the {@link #labels()}; every documented one when nothing is said. A word that finds none is an error.
 */
@Documented
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@TestTemplate
@Tag("chaos")
@ExtendWith(OutageExtension.class)
public @interface OutageSource {
    /**
     * Name documented outages.
     *
     * @return their ids ({@code brownout list})
     */
    String[] ids() default {};

    /**
     * Name scenario files.
     *
     * @return their paths
     */
    String[] files() default {};

    /**
     * Choose documented outages by their tags.
     *
     * @return tags, of which an outage must have at least one
     */
    String[] tags() default {};

    /**
     * Choose documented outages by whose they were.
     *
     * @return {@code provider=AWS}, {@code region=us-east-1}, all of which an outage must have; case does not matter
     */
    String[] labels() default {};

    /**
     * Choose what all decisions follow from. The configuration parameter {@code brownout.seed} overrides them all.
     *
     * @return seeds, one test for each; empty for the class's
     */
    long[] seeds() default {};

    /**
     * Name another stack than the class's.
     *
     * @return {@code name:variant?option=value} of a stack on the class path; empty for the class's
     */
    String stack() default "";

    /**
     * Compress time otherwise than the outages say.
     *
     * @return seconds of incident time in a second of the test, 1 or more; 0 for the outages' own
     */
    double timeScale() default 0;

    /**
     * Give values to variables that all the outages have.
     *
     * @return {@code name=value} each
     */
    String[] variables() default {};

    /**
     * Let the body run while an outage plays, instead of after it.
     *
     * @return whether it does
     */
    boolean live() default false;
}
