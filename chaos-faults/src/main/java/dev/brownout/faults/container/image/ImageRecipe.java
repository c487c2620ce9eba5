package dev.brownout.faults.container.image;

import dev.brownout.api.BrownoutException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * How one image is made: a Dockerfile of ours with files beside it, on a base, with what was made on this machine.
 *
 * @param name the word for it, such as {@code postgres}
 * @param summary what is in it
 * @param base the recipe that it stands on; empty for none
 * @param files what lies beside the Dockerfile
 * @param ingredient what must be made first
 * @param names under which others know such an image, such as {@code postgres}; empty for none
 * @param version what tells its version: words to run in it, or one word that is the version
 */
record ImageRecipe(
        String name,
        String summary,
        Optional<String> base,
        List<String> files,
        Optional<Ingredient> ingredient,
        List<String> names,
        List<String> version) {

    ImageRecipe {
        files = List.copyOf(files);
        names = List.copyOf(names);
        version = List.copyOf(version);
    }

    /** The name that Brownout's own tests and stacks ask for. */
    String tag() {
        return "brownout/" + name + ":latest";
    }

    String dockerfile() {
        return text("Dockerfile");
    }

    /** A file that lies with this class, in a directory of the recipe's name. */
    String text(String file) {
        try (var stream = ImageRecipe.class.getResourceAsStream(name + "/" + file)) {
            if (stream == null) {
                throw new IllegalStateException("resource " + name + "/" + file + " must be there, but is not");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new BrownoutException("resource " + name + "/" + file + " must be readable, but: " + e, e);
        }
    }
}
