package dev.brownout.faults.container.ground;

import dev.brownout.api.BrownoutException;
import dev.brownout.faults.container.Docker;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A container of an image that is on this host, started by the docker command. Immutable.
 *
 * @param image its name with its tag; nothing is pulled
 * @param port where it serves, inside the container
 * @param environment variables, by name
 * @param command what is run instead of the image's own command; may be empty
 * @param copies file or directory here, to the absolute path in the container that it is copied to before the start
 * @param aliases names by which others know it, besides its component's id
 */
public record ImageContainer(
        String image,
        int port,
        Map<String, String> environment,
        List<String> command,
        Map<Path, String> copies,
        List<String> aliases)
        implements ContainerSource {

    /** Copy the lists. */
    public ImageContainer {
        environment = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(environment));
        command = List.copyOf(command);
        copies = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(copies));
        aliases = List.copyOf(aliases);
    }

    @Override
    public void start(Docker docker, Placement placement) {
        present(docker);
        var what = "container of " + placement.component() + " must ";
        var words = new ArrayList<>(List.of("create", "--pull", "never"));
        words.addAll(placement.words());
        environment.forEach((name, value) -> words.addAll(List.of("--env", name + "=" + value)));
        words.add(image);
        words.addAll(command);
        docker.must(what + "be created", words.toArray(String[]::new));
        copies.forEach(
                (from, to) -> docker.must(what + "be given " + to, "cp", from.toString(), placement.name() + ":" + to));
        docker.must(what + "start", "start", placement.name());
    }

    /** A missing image is said at once, where Docker would look for it elsewhere for minutes. */
    private void present(Docker docker) {
        try {
            if (!docker.hasImage(image)) {
                throw new BrownoutException("image " + image + " must be on this host, but is not; say docker pull "
                        + image + (image.startsWith("brownout/") ? ", or brownout images build" : ""));
            }
        } catch (IOException e) {
            throw new BrownoutException("Docker must answer, but: " + e.getMessage() + "; see brownout doctor", e);
        }
    }
}
