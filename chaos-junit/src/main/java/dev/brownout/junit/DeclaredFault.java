package dev.brownout.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes an annotation declare a fault. The annotation names the target by an attribute {@code link}, {@code name} or {@code
 * component}, may have a {@code boolean exposureOptional}, and gives the fault's parameters by attributes of their names, in
 * camel case: {@code retryAfter} for {@code retry-after}.
 */
@Documented
@Target(ElementType.ANNOTATION_TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface DeclaredFault {
    /**
     * Name the kind.
     *
     * @return as in scenario files: {@code tcp.latency}
     */
    String value();
}
