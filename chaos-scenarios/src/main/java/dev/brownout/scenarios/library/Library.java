package dev.brownout.scenarios.library;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.Checker;
import dev.brownout.api.Scenario;
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

/**
 * Everything that is on the class path: the documented outages, and every fault, checker and stack that is registered, ours
 * like anybody's. Immutable, thread safe; two libraries of one class path are alike.
 *
 * <pre>{@code
 * var library = Library.load();
 * var scenario = library.scenario("aws-us-east-1-dynamodb-dns-2025-10-20", Map.of());
 * var named = library.stack("exchange:resilient");
 * var plan = library.planner().plan(scenario, named.stack(), 7, scenario.timeScale());
 * }</pre>
 */
public final class Library {
    private final FaultRegistry faults;
    private final Map<String, Checker.Factory> checkers;
    private final List<StackProvider> stacks;
    private final ScenarioReader reader;

    private Library(FaultRegistry faults, Map<String, Checker.Factory> checkers, List<StackProvider> stacks) {
        this.faults = faults;
        this.checkers = checkers;
        this.stacks = stacks;
        this.reader = new ScenarioReader(new ScenarioReader.Vocabulary(faults, checkers));
    }

    /**
     * Find everything.
     *
     * @return the library of the current thread's class path
     * @throws BrownoutException if two faults or two checkers have one name
     */
    public static Library load() {
        return new Library(
                FaultRegistry.load(),
                Checkers.load(),
                ServiceLoader.load(StackProvider.class).stream()
                        .map(ServiceLoader.Provider::get)
                        .toList());
    }

    /**
     * Take other kinds of fault.
     *
     * @param kinds those there are to be
     * @return a library with these, and everything else as here
     */
    public Library with(FaultRegistry kinds) {
        return new Library(kinds, checkers, stacks);
    }

    /**
     * List the kinds of fault.
     *
     * @return the registry
     */
    public FaultRegistry faults() {
        return faults;
    }

    /**
     * List the checkers.
     *
     * @return the checkers, by name
     */
    public Map<String, Checker.Factory> checkers() {
        return checkers;
    }

    /**
     * List who brings stacks.
     *
     * @return the providers, in the order of the class path; possibly empty
     */
    public List<StackProvider> stacks() {
        return stacks;
    }

    /**
     * Give the words that scenario files may use.
     *
     * @return the faults and checkers
     */
    public ScenarioReader.Vocabulary vocabulary() {
        return new ScenarioReader.Vocabulary(faults, checkers);
    }

    /**
     * Give what makes plans with these faults and checkers.
     *
     * @return a planner
     */
    public Planner planner() {
        return new Planner(faults, checkers);
    }

    /**
     * Read a scenario by its name.
     *
     * @param named a documented outage's id, or the path of a file: a word with a slash, or that ends with {@code .yaml},
     *     {@code .yml} or {@code .json}, or that is no outage but a file that exists
     * @param variables values for its variables, by name
     * @return the scenario
     * @throws BrownoutException if there is no such outage (the message suggests the nearest) or file, or the file is invalid
     */
    public Scenario scenario(String named, Map<String, String> variables) {
        boolean path = isPath(named) || (!Catalogue.ids().contains(named) && Files.exists(Path.of(named)));
        return path ? file(Path.of(named), variables) : outage(named, variables);
    }

    /**
     * Read a documented outage.
     *
     * @param id its id
     * @param variables values for its variables, by name
     * @return the scenario
     * @throws BrownoutException if there is none of that id; the message suggests the nearest
     */
    public Scenario outage(String id, Map<String, String> variables) {
        return new Catalogue(reader).read(id, variables);
    }

    /**
     * Read a scenario file.
     *
     * @param path the file
     * @param variables values for its variables, by name
     * @return the scenario
     * @throws BrownoutException if there is no such file, or it is invalid: then with every problem and its place
     */
    public Scenario file(Path path, Map<String, String> variables) {
        return reader.read(path, variables);
    }

    /**
     * Refuse a scenario that is meant for another environment than this one.
     *
     * @param scenario the scenario
     * @param environment what this environment is called; empty where nobody has said
     * @param toSay how to say what it is called, for the message; the name is put behind it
     * @throws BrownoutException if the scenario names another
     */
    public static void refuseElsewhere(Scenario scenario, String environment, String toSay) {
        var meant = scenario.environment();
        if (meant.isPresent() && !meant.get().equals(environment)) {
            throw new BrownoutException("scenario " + scenario.id() + " is meant for the environment \"" + meant.get()
                    + "\", but this is " + (environment.isEmpty() ? "not named" : "\"" + environment + "\"")
                    + "; if it is right here, " + toSay + meant.get());
        }
    }

    /**
     * Tell whether a word is taken for a path.
     *
     * @param word as written
     * @return true for one with a slash, or that ends with {@code .yaml}, {@code .yml} or {@code .json}
     */
    public static boolean isPath(String word) {
        return word.contains("/") || word.endsWith(".yaml") || word.endsWith(".yml") || word.endsWith(".json");
    }

    /**
     * Tell whether a word is the path of a stack file.
     *
     * @param word as written, possibly with variables behind a question mark
     * @return true if there is such a file and it is one
     */
    public static boolean isStackFile(String word) {
        var path = word.contains("?") ? word.substring(0, word.indexOf('?')) : word;
        return isPath(path) && StackReader.isStack(Path.of(path));
    }

    /**
     * Find a stack by its name, as {@code brownout run --stack} does.
     *
     * @param text {@code name} or {@code name:variant} of a stack on the class path, with {@code ?option=value&option=value} if
     *     need be (without a variant, the provider's first); or the path of a stack file, likewise with its variables
     * @return the stack, described, not started
     * @throws BrownoutException if there is none of that name (the message suggests the nearest), variant or option, or the
     *     file is not there or invalid
     */
    public NamedStack stack(String text) {
        int question = text.indexOf('?');
        var word = question >= 0 ? text.substring(0, question) : text;
        var options = question >= 0 ? options(text.substring(question + 1)) : Map.<String, String>of();
        if (isPath(word)) {
            var services = new StackReader().read(Path.of(word), options);
            return new NamedStack(services, services.describe());
        }
        int colon = word.indexOf(':');
        var provider = provider(colon >= 0 ? word.substring(0, colon) : word);
        var variant = colon >= 0
                ? word.substring(colon + 1)
                : provider.variants().keySet().iterator().next();
        return new NamedStack(provider, provider.describe(variant, options));
    }

    private StackProvider provider(String name) {
        var names = stacks.stream().map(StackProvider::name).toList();
        return stacks.stream()
                .filter(p -> p.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new BrownoutException("unknown stack \"" + name + "\"; "
                        + (names.isEmpty() ? "there is none on the class path" : Nearest.hint(name, names))));
    }

    private static Map<String, String> options(String text) {
        var options = new LinkedHashMap<String, String>();
        for (var pair : text.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals < 1) {
                throw new BrownoutException(
                        "options of a stack must be name=value joined by &, but were \"" + pair + "\"");
            }
            options.put(pair.substring(0, equals), pair.substring(equals + 1));
        }
        return options;
    }
}
