package dev.brownout.faults.container.image;

import dev.brownout.api.BrownoutException;
import dev.brownout.faults.container.Command;
import dev.brownout.faults.container.Docker;
import dev.brownout.faults.container.image.ImageStatus.State;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The images that Docker has, and their names. */
final class ImageShelf {
    /** Tells the digest of what an image was made of, and thereby that it is ours. */
    static final String LABEL = "dev.brownout.inputs";

    private static final String FORMAT =
            "{{join .RepoTags \",\"}} {{.Size}} {{with .Config}}{{index .Labels \"" + LABEL + "\"}}{{end}}";
    private static final Pattern VERSION = Pattern.compile("(?:\\d+:)?(\\d+(?:\\.\\d+)*).*");

    private final Docker docker;
    private final ImageBook book;

    ImageShelf(Docker docker, ImageBook book) {
        this.docker = docker;
        this.book = book;
    }

    /** One call for all of them; of those that are missing Docker says nothing on standard output. */
    List<ImageStatus> status(List<ImageRecipe> recipes) {
        var words = new ArrayList<>(List.of("image", "inspect", "--format", FORMAT));
        recipes.forEach(r -> words.add(r.tag()));
        Map<String, String[]> found = new HashMap<>();
        for (var line : docker(words.toArray(new String[0])).output().lines().toList()) {
            var fields = line.split(" ", -1);
            for (var tag : fields[0].split(",", -1)) {
                found.put(tag, fields);
            }
        }
        return recipes.stream().map(r -> status(r, found.get(r.tag()))).toList();
    }

    private ImageStatus status(ImageRecipe recipe, String @Nullable [] fields) {
        if (fields == null || fields.length < 3) {
            return new ImageStatus(recipe.name(), recipe.summary(), State.ABSENT, List.of(), 0);
        }
        var state = fields[2].equals(book.digest(recipe)) ? State.PRESENT : State.OUTDATED;
        return new ImageStatus(
                recipe.name(), recipe.summary(), state, List.of(fields[0].split(",", -1)), Long.parseLong(fields[1]));
    }

    /** Names that an image got, and those that it could not get. */
    record Named(List<String> tags, List<String> notes) {
        static final Named NONE = new Named(List.of(), List.of());
    }

    /** Gives an image the names under which others know it, with its version; but takes no name from an image that is not ours. */
    Named name(ImageRecipe recipe) {
        var tags = new ArrayList<String>();
        var notes = new ArrayList<String>();
        if (!recipe.names().isEmpty()) {
            for (var version : versions(version(recipe))) {
                for (var name : recipe.names()) {
                    var tag = name + ":" + version;
                    if (foreign(tag)) {
                        notes.add(tag + " is an image that is not ours, and stays");
                    } else {
                        docker("tag", recipe.tag(), tag);
                        tags.add(tag);
                    }
                }
            }
        }
        return new Named(tags, notes);
    }

    private String version(ImageRecipe recipe) {
        if (recipe.version().size() == 1) {
            return recipe.version().get(0);
        }
        var words = new ArrayList<>(List.of(
                "run",
                "--rm",
                "--network",
                "none",
                "--entrypoint",
                recipe.version().get(0)));
        words.add(recipe.tag());
        words.addAll(recipe.version().subList(1, recipe.version().size()));
        return docker(words.toArray(new String[0])).output().strip();
    }

    /** Debian's {@code 5:7.0.15-1} is what others call 7, 7.0 and 7.0.15; see deb-version(7). */
    static List<String> versions(String debian) {
        var matcher = VERSION.matcher(debian);
        var versions = new ArrayList<String>();
        if (matcher.matches()) {
            var whole = matcher.group(1);
            for (int dot = whole.indexOf('.'); dot >= 0; dot = whole.indexOf('.', dot + 1)) {
                versions.add(whole.substring(0, dot));
            }
            versions.add(whole);
        }
        return versions;
    }

    private boolean foreign(String tag) {
        var fields = docker("image", "inspect", "--format", FORMAT, tag)
                .output()
                .strip()
                .split(" ", -1);
        return fields.length >= 2 && (fields.length < 3 || fields[2].isEmpty());
    }

    /** Removes what lost its name to a newer one, unless a container needs it. */
    void forgetOutdated() {
        docker("image", "prune", "--force", "--filter", "label=" + LABEL);
    }

    private Command.Ended docker(String... words) {
        try {
            var ended = docker.quick(words);
            if (!ended.ok() && ended.errors().contains("Cannot connect")) {
                throw new BrownoutException(
                        "Docker must answer, but: " + ended.errors().strip() + "; see brownout doctor");
            }
            return ended;
        } catch (IOException e) {
            throw new BrownoutException("Docker must answer, but: " + e.getMessage() + "; see brownout doctor", e);
        }
    }
}
