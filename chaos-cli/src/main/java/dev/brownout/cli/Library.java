package dev.brownout.cli;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.Checker;
import dev.brownout.api.Scenario;
import dev.brownout.api.Stack;
import dev.brownout.api.StackProvider;
import dev.brownout.faults.FaultRegistry;
import dev.brownout.scenarios.catalogue.Catalogue;
import dev.brownout.scenarios.format.Nearest;
import dev.brownout.scenarios.format.ScenarioReader;
import dev.brownout.scenarios.format.StackReader;
import dev.brownout.scenarios.judge.Checkers;
import dev.brownout.scenarios.plan.Planner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;

/** Everything that is on the class path: faults, checkers, stacks and the catalogue. */
final class Library {
    final FaultRegistry faults = FaultRegistry.load();
    final Map<String, Checker.Factory> checkers = Checkers.load();
    final ScenarioReader reader = new ScenarioReader(vocabulary());
    final Catalogue catalogue = new Catalogue(reader);

    ScenarioReader.Vocabulary vocabulary() {
        return new ScenarioReader.Vocabulary(faults, checkers);
    }

    Planner planner() {
        return new Planner(faults, checkers);
    }

    /** A documented outage by its id, or a file by its path. A word with a slash or .yaml at its end is a path. */
    Scenario scenario(String named, Map<String, String> variables) {
        boolean path = isPath(named) || (!Catalogue.ids().contains(named) && Files.exists(Path.of(named)));
        return path ? reader.read(Path.of(named), variables) : catalogue.read(named, variables);
    }

    static boolean isPath(String word) {
        return word.contains("/") || word.endsWith(".yaml") || word.endsWith(".yml") || word.endsWith(".json");
    }

    /** Tell whether a word, variables aside, is the path of a stack file. */
    static boolean isStackFile(String word) {
        var path = word.contains("?") ? word.substring(0, word.indexOf('?')) : word;
        return isPath(path) && StackReader.isStack(Path.of(path));
    }

    static List<StackProvider> providers() {
        return ServiceLoader.load(StackProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
    }

    /**
     * A stack as the command line names it: {@code exchange:fragile?option=value&…}, or a stack file by its path, {@code
     * stacks/ours.yaml?variable=value&…}. A word with a slash or .yaml at its end is a path.
     */
    record Named(StackProvider provider, Stack stack) {
        static Named of(String text) {
            int question = text.indexOf('?');
            var options = new LinkedHashMap<String, String>();
            if (question >= 0) {
                for (var pair : text.substring(question + 1).split("&", -1)) {
                    int equals = pair.indexOf('=');
                    if (equals < 1) {
                        throw new BrownoutException(
                                "options of a stack must be name=value joined by &, but were \"" + pair + "\"");
                    }
                    options.put(pair.substring(0, equals), pair.substring(equals + 1));
                }
            }
            var word = question >= 0 ? text.substring(0, question) : text;
            if (isPath(word)) {
                var file = new StackReader().read(Path.of(word), options);
                return new Named(file, file.describe());
            }
            int colon = word.indexOf(':');
            var name = colon >= 0 ? word.substring(0, colon) : word;
            var providers = providers();
            var names = providers.stream().map(StackProvider::name).toList();
            var provider = providers.stream()
                    .filter(p -> p.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new BrownoutException("unknown stack \"" + name + "\"; "
                            + (names.isEmpty() ? "there is none on the class path" : Nearest.hint(name, names))));
            var variant = colon >= 0
                    ? word.substring(colon + 1)
                    : provider.variants().keySet().iterator().next();
            return new Named(provider, provider.describe(variant, options));
        }
    }
}
