package dev.brownout.faults.container.image;

import dev.brownout.faults.container.Command;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What must be made on this machine before an image can be built: a program that leaves a file or a directory where it runs.
 *
 * @param tool the program that must be there
 * @param install where the program comes from
 * @param words the program and its arguments
 * @param environment what to add to the environment; {@code .} at the beginning of a value stands for where it runs
 * @param input what it reads
 * @param inputs everything else that decides what comes out, such as the version of the program
 * @param limit how long it may take
 */
record Ingredient(
        String tool,
        String install,
        List<String> words,
        Map<String, String> environment,
        String input,
        String inputs,
        Duration limit) {

    Ingredient {
        words = List.copyOf(words);
        environment = Map.copyOf(environment);
    }

    /** As somebody would type it; of a long list of modules only the beginning, and of apt's sources nothing. */
    String shown() {
        var line = words.subList(1, words.size()).stream()
                .map(w -> w.length() > 120 ? w.substring(0, 120) + "…" : w)
                .map(w -> w.matches("[\\w@%+=:,./…-]+") ? w : "'" + w + "'")
                .collect(Collectors.joining(" "));
        return program() + " " + line + (input.isEmpty() ? "" : " <(this machine's sources of packages)");
    }

    /** The command that makes it in {@code directory}. */
    Command command(Path directory) {
        var here = new TreeMap<String, String>();
        environment.forEach((name, value) -> here.put(name, value.equals(".") ? directory.toString() : value));
        return new Command(words, here, Optional.of(directory), input);
    }

    /** The program's name, without the place where it is. */
    String program() {
        return tool.substring(tool.lastIndexOf('/') + 1);
    }

    /** Everything that decides what comes out, to be hashed; nothing of the machine's paths. */
    String all() {
        return String.join(" ", words.subList(1, words.size())) + "\n" + input + "\n" + inputs;
    }
}
