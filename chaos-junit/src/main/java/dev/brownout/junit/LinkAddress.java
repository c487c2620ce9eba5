package dev.brownout.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Asks for the address at which a link of the stack begins: a loopback address in front of the real one, where faults take
 * hold. The code under test connects there.
 *
 * <p>On a parameter of a constructor, a test or a life-cycle method, or on a field, of type {@link java.net.URI} (scheme by the
 * link's protocol: {@code http://127.0.0.1:34567}), {@link java.net.InetSocketAddress}, {@link String} ({@code
 * 127.0.0.1:34567}) or {@code int} (the port). Static fields are set before {@code @BeforeAll}, so that methods with Spring's
 * {@code @DynamicPropertySource} can read them; instance fields before {@code @BeforeEach}.
 *
 * <p>Where methods of a class run concurrently, each has planes of its own: take addresses as parameters or instance fields
 * there, since a static one belongs to the class, and faults of a test do not act on it.
 */
@Documented
@Target({ElementType.PARAMETER, ElementType.FIELD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface LinkAddress {
    /**
     * Name the link.
     *
     * @return its id ({@code test-to-ledger}), or the component at its end where only one link ends there ({@code ledger})
     */
    String value();
}
