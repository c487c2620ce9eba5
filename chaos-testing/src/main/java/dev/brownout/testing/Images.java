package dev.brownout.testing;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import java.util.Optional;
import org.testcontainers.utility.DockerImageName;

/** The images that our tests ask for, as {@code brownout images build} names them. */
public final class Images {
    /** PostgreSQL. */
    public static final String POSTGRES = "brownout/postgres:latest";
    /** Redis. */
    public static final String REDIS = "brownout/redis:latest";
    /** nginx. */
    public static final String NGINX = "brownout/nginx:latest";
    /** A small Debian. */
    public static final String BASE = "brownout/base:latest";
    /** A Java run-time. */
    public static final String JRE = "brownout/jre:latest";
    /** Tools for faults in a container's network. */
    public static final String NETTOOLS = "brownout/nettools:latest";
    /** A real Toxiproxy. */
    public static final String TOXIPROXY = "ghcr.io/shopify/toxiproxy:2.12.0";

    private static final String OURS = "brownout/";

    private Images() {}

    /**
     * Name the PostgreSQL of these images as Testcontainers' module wants it.
     *
     * @return its name, declared to stand in for {@code postgres}
     */
    public static DockerImageName postgres() {
        return DockerImageName.parse(POSTGRES).asCompatibleSubstituteFor("postgres");
    }

    /**
     * Tell what is missing.
     *
     * @param docker where to look
     * @param image a name with its tag
     * @return the reason with the commands that help; empty if the image is there
     */
    static Optional<String> missing(DockerClient docker, String image) {
        try {
            docker.inspectImageCmd(image).exec();
            return Optional.empty();
        } catch (NotFoundException e) {
            return Optional.of(
                    "image " + image + " must be there, but is not, and tests pull nothing; " + remedy(image));
        }
    }

    private static String remedy(String image) {
        var repository = image.replaceFirst(":[^:/]*$", "");
        if (repository.startsWith(OURS)) {
            var word = repository.substring(OURS.length());
            return "say ./brownout images build --only " + word + ", or with a registry docker pull " + word
                    + " && docker tag " + word + " " + repository;
        }
        if (repository.endsWith("toxiproxy")) {
            return "say ./brownout images build --only toxiproxy, or with a registry docker pull " + image;
        }
        return (repository.endsWith("ryuk") ? "set TESTCONTAINERS_RYUK_DISABLED=true, or " : "")
                + "with a registry say docker pull " + image;
    }
}
