package dev.brownout.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Put a fault of any kind in place while a test runs, also of a kind that has no annotation of its own:
 *
 * <pre>{@code
 * @Test
 * @InjectFault(kind = "acme.clock-skew", component = "ledger", arguments = "by=5s")
 * void settlesInOrder() { … }
 * }</pre>
 *
 * <p>Exactly one of {@link #link}, {@link #name} and {@link #component} must be given: the one that the kind takes hold of.
 * {@link DeclaredFault} tells what holds for every declared fault.
 */
@Repeatable(InjectFault.List.class)
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface InjectFault {
    /**
     * Name the kind.
     *
     * @return {@code plane.fault}, as scenario files name it
     */
    String kind();

    /**
     * Say on which link.
     *
     * @return its id, or the component that it leads to if no other link does; empty where it is not a link
     */
    String link() default "";

    /**
     * Say for which host name.
     *
     * @return a name of the stack; empty where it is not a name
     */
    String name() default "";

    /**
     * Say to which component.
     *
     * @return its id; empty where it is not a component
     */
    String component() default "";

    /**
     * Set the fault's parameters.
     *
     * @return {@code name=value} each, as scenario files write them: {@code latency=500ms}
     */
    String[] arguments() default {};

    /**
     * Let the test count although no traffic of its own met the fault.
     *
     * @return true for a fault that need not be met
     */
    boolean exposureOptional() default false;

    /** Several of them. */
    @Documented
    @Inherited
    @Retention(RetentionPolicy.RUNTIME)
    @Target({ElementType.TYPE, ElementType.METHOD})
    @interface List {
        /**
         * Hold them.
         *
         * @return the faults, in order
         */
        InjectFault[] value();
    }
}
