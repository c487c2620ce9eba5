package dev.brownout.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Make an annotation declare a fault: on a test method the fault is in place while that test runs, on a class while each of
 * its tests does. Every annotation of {@code dev.brownout.junit.fault} bears it; so can one for a fault of your own:
 *
 * <pre>{@code
 * @DeclaredFault("acme.clock-skew")
 * @Retention(RetentionPolicy.RUNTIME)
 * @interface ClockSkew {
 *     String component();
 *     String by() default "5s";
 * }
 * }</pre>
 *
 * <p>One attribute says what it is done to: {@code link} (a link's id, or the component that it leads to if no other link
 * does), {@code name} (a host name) or {@code component} (its id), whichever the fault takes hold of. A {@code boolean
 * exposureOptional} lets the test count although no traffic met the fault. Every other attribute is a parameter of the fault:
 * {@code negativeTtl} is {@code negative-ttl}. Durations and texts are a {@code String}, numbers any number.
 *
 * <p>Faults go in place after every {@code @BeforeEach} and are gone before the first {@code @AfterEach}. Those of classes come
 * first: the outermost class of nested ones, a superclass and interfaces before their subclass; then those of the method;
 * those of one element in the order in which they are written. An annotation that bears several fault annotations stands for
 * them, in their order. One that is declared twice in the same words counts once. All are checked before anything is touched:
 * a wrong attribute, a target that the stack has not, and faults that contradict each other on one target fail the test with a
 * message that quotes the annotation.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.ANNOTATION_TYPE)
public @interface DeclaredFault {
    /**
     * Name the kind of fault.
     *
     * @return {@code plane.fault}, as scenario files name it
     */
    String value();
}
