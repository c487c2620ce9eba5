package dev.brownout.testing;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test of ours that works with real containers. Where Docker or an image is missing it is skipped, with the reason and the
 * command that helps; with {@code CI=true} it fails instead, as nobody reads what was skipped there. Nothing is ever pulled.
 */
@Documented
@Inherited
@Tag("docker")
@ExtendWith(DockerCondition.class)
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface NeedsDocker {
    /**
     * Name the images that are needed.
     *
     * @return names with tags, such as those in {@link Images}
     */
    String[] value();
}
