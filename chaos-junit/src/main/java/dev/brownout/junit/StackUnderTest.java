package dev.brownout.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the static field, or the static method without parameters, that gives what is under test: a {@link
 * dev.brownout.api.StackProvider}, most often a {@code ServiceStack} of services that run already. One a class. It is read when
 * the first test needs it, so a {@code ServiceStack} may name containers that another extension starts.
 */
@Documented
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface StackUnderTest {}
