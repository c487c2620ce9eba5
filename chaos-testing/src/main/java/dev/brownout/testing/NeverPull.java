package dev.brownout.testing;

import org.testcontainers.DockerClientFactory;
import org.testcontainers.images.ImagePullPolicy;
import org.testcontainers.utility.DockerImageName;

/**
 * Pulls nothing: a missing image ends the test at once, with the command that makes it, instead of after minutes of retries.
 * In force for every test with this module on its class path, by {@code testcontainers.properties}.
 */
public final class NeverPull implements ImagePullPolicy {
    /** Create it; Testcontainers does. */
    public NeverPull() {}

    @Override
    public boolean shouldPull(DockerImageName image) {
        Images.missing(DockerClientFactory.lazyClient(), image.asCanonicalNameString())
                .ifPresent(reason -> {
                    throw new IllegalStateException(reason);
                });
        return false;
    }
}
