package dev.brownout.scenarios.format;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.CastPart;
import dev.brownout.api.Checker;
import dev.brownout.api.CheckerUse;
import dev.brownout.api.Durations;
import dev.brownout.api.Fidelity;
import dev.brownout.api.Halt;
import dev.brownout.api.Incident;
import dev.brownout.api.Phase;
import dev.brownout.api.Recovery;
import dev.brownout.api.Scenario;
import dev.brownout.api.Selector;
import dev.brownout.api.Source;
import dev.brownout.api.Steady;
import dev.brownout.api.TargetKind;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Reads scenario files of format 1. Every problem of a file is reported at once, each with its line, column, rule, value
 * and the nearest known word. Thread safe.
 */
public final class ScenarioReader {
    /** The version of the format that this reader knows. */
    public static final int FORMAT = 1;

    /** How long steady state is waited for where a file does not say: a fresh stack warms up. */
    private static final Duration STEADY_WITHIN = Duration.ofSeconds(30);

    private final Vocabulary vocabulary;

    /**
     * Create a reader.
     *
     * @param vocabulary the faults and checkers that files may name
     */
    public ScenarioReader(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    /**
     * Read a file.
     *
     * @param file the file
     * @param variables values for the file's variables, by name
     * @return the scenario
     * @throws InvalidScenarioException with every problem of the file
     * @throws BrownoutException if the file is not there, is a directory or cannot be read
     */
    public Scenario read(Path file, Map<String, String> variables) {
        return read(file.toString(), FileKind.SCENARIO.bytes(file), variables);
    }

    /**
     * Read a scenario from bytes.
     *
     * @param name what to call it in messages
     * @param bytes its UTF-8 text
     * @param given values for the file's variables, by name
     * @return the scenario
     * @throws InvalidScenarioException with every problem of the text
     */
    public Scenario read(String name, byte[] bytes, Map<String, String> given) {
        var problems = new Problems(FileKind.SCENARIO, name);
        var tree = YamlTree.parse(FileKind.SCENARIO, bytes, problems);
        FileKind.SCENARIO.refuseOthers(tree, problems);
        var variables = new Variables(given, "--var ", problems);
        var file = new Fields(tree, "the scenario", problems, variables);
        variables.declare(file);
        var scenario = scenario(file);
        file.end();
        variables.complainOfUnused();
        problems.raise();
        try {
            return scenario.get();
        } catch (BrownoutException e) {
            // a rule of the records that this reader does not know a place for
            problems.add(tree.at(), e.getMessage() == null ? e.toString() : e.getMessage());
            problems.raise();
            throw e;
        }
    }

    private java.util.function.Supplier<Scenario> scenario(Fields file) {
        file.required("brownout", file.number("brownout", FORMAT, FORMAT), 1.0);
        var id = file.required("id", file.parsed("id", ScenarioReader::id), "none");
        var title = file.requiredText("title");
        var tags = file.texts("tags");
        var environment = file.text("environment");
        var incident = file.mapping("incident", "incident").map(this::incident);
        var sources = new ArrayList<Source>();
        file.list("sources")
                .forEach(n -> file.mapping(n, "a source").flatMap(this::source).ifPresent(sources::add));
        var cast = cast(file);
        double scale = file.number("time-scale", 1, 1_000_000).orElse(1.0);
        var steady = file.mapping("steady", "steady")
                .map(this::steady)
                .orElse(new Steady(Duration.ofSeconds(5), 0.95, STEADY_WITHIN));
        var phases = new ArrayList<Phase>();
        var ids = new ArrayList<String>();
        var reader = new PhaseReader(vocabulary, cast.keySet());
        file.required("timeline", file.node("timeline"), new Node.Scalar(file.at(), "", true));
        for (var n : file.list("timeline")) {
            file.mapping(n, "a phase").ifPresent(f -> {
                var phase = reader.read(f);
                if (ids.contains(phase.id())) {
                    f.problem(f.at("phase"), "phase \"" + phase.id() + "\" must stand once in the timeline");
                }
                ids.add(phase.id());
                if (!phases.isEmpty()) {
                    var before = phases.get(phases.size() - 1);
                    var end = before.at().plus(before.length());
                    if (phase.at().compareTo(end) < 0) {
                        f.problem(
                                f.at("at"),
                                "phase " + phase.id() + " must begin when " + before.id() + " has ended ("
                                        + Durations.format(end) + ") or later, but begins at "
                                        + Durations.format(phase.at()));
                    }
                }
                phases.add(phase);
            });
        }
        if (phases.isEmpty() && file.node("timeline").isPresent()) {
            file.problem(file.at("timeline"), "timeline must be a list of at least one phase");
        }
        var after = file.required(
                "after",
                file.mapping("after", "after").map(this::recovery),
                new Recovery(Duration.ofSeconds(1), Duration.ofSeconds(1), List.of()));
        var always = always(file);
        var halt = halt(file, always);
        var limit = file.duration("limit");
        if (limit.filter(Duration::isZero).isPresent()) {
            file.problem(file.at("limit"), "\"limit\" must be > 0, but was 0s; leave it out for the plan's own");
        }
        var fidelity = file.mapping("fidelity", "fidelity")
                .map(this::fidelity)
                .orElse(new Fidelity(List.of(), List.of(), List.of()));
        return () -> new Scenario(
                id,
                title,
                tags,
                environment,
                incident,
                sources,
                cast,
                scale,
                steady,
                phases,
                after,
                always,
                halt,
                limit,
                fidelity);
    }

    static String id(String text) {
        if (!text.matches("[a-z0-9]([a-z0-9.-]*[a-z0-9])?")) {
            throw new IllegalArgumentException(
                    "must be lower-case letters, digits, dots and hyphens, but was \"" + text + "\"");
        }
        return text;
    }

    private Incident incident(Fields f) {
        var provider = f.requiredText("provider");
        var region = f.text("region").orElse("");
        var began = f.parsed("began", Instant::parse);
        var ended = f.parsed("ended", Instant::parse);
        f.end();
        if (began.isPresent() && ended.isPresent() && ended.get().isBefore(began.get())) {
            f.problem(f.at("ended"), "ended must not be before began (" + began.get() + "), but was " + ended.get());
            return new Incident(provider, region, began, Optional.empty());
        }
        return new Incident(provider, region, began, ended);
    }

    private Optional<Source> source(Fields f) {
        var title = f.requiredText("title");
        var url = f.parsed("url", URI::create);
        var kind = f.required("kind", f.parsed("kind", t -> word(Source.Kind.class, t)), Source.Kind.SECONDARY);
        f.end();
        return Optional.of(new Source(title, url, kind));
    }

    /** Read an enum's word, or say which there are. */
    static <E extends Enum<E>> E word(Class<E> type, String text) {
        var words = Arrays.stream(type.getEnumConstants())
                .map(e -> e.name().toLowerCase(Locale.ROOT))
                .toList();
        int i = words.indexOf(text);
        if (i < 0) {
            throw new IllegalArgumentException(
                    "must be one of " + String.join(", ", words) + ", but was \"" + text + "\"");
        }
        return type.getEnumConstants()[i];
    }

    private Map<String, CastPart> cast(Fields file) {
        var cast = new LinkedHashMap<String, CastPart>();
        file.mapping("cast", "cast")
                .ifPresent(parts -> parts.keys()
                        .forEach(part -> parts.mapping(part, "part " + part).ifPresent(f -> {
                            var because = f.text("because").orElse("");
                            var most = f.number("at-most", 1, 10_000);
                            var cap =
                                    most.isPresent() ? OptionalInt.of(most.get().intValue()) : OptionalInt.empty();
                            var players = new LinkedHashMap<TargetKind, Selector>();
                            for (var kind : TargetKind.values()) {
                                var key = kind.name().toLowerCase(Locale.ROOT) + "s";
                                f.mapping(key, key + " of part " + part).ifPresent(labels -> {
                                    var wanted = new LinkedHashMap<String, String>();
                                    labels.keys().forEach(l -> labels.text(l).ifPresent(v -> wanted.put(l, v)));
                                    players.put(kind, new Selector(wanted, cap));
                                });
                            }
                            f.end();
                            if (players.isEmpty()) {
                                f.problem(
                                        f.at(),
                                        "part " + part + " must select names, links or components by their labels");
                            } else {
                                cast.put(part, new CastPart(players, because));
                            }
                        })));
        return cast;
    }

    private Steady steady(Fields f) {
        var length = f.required("for", f.duration("for"), Duration.ofSeconds(1));
        var share = f.number("share", 0.01, 1).orElse(0.95);
        var within = f.duration("within").orElse(STEADY_WITHIN.compareTo(length) > 0 ? STEADY_WITHIN : length);
        f.end();
        if (length.isZero()) {
            f.problem(f.at("for"), "\"for\" of steady must be > 0, but was 0s");
            length = Duration.ofSeconds(1);
        }
        if (within.compareTo(length) < 0) {
            f.problem(
                    f.at("within"),
                    "\"within\" of steady must be at least \"for\" (" + Durations.format(length) + "), but was "
                            + Durations.format(within));
            within = length;
        }
        return new Steady(length, share, within);
    }

    private Recovery recovery(Fields f) {
        var within = f.required("recovered-within", f.duration("recovered-within"), Duration.ofSeconds(1));
        var hold = f.duration("hold").orElse(Duration.ofSeconds(3));
        var order = f.texts("re-open-order");
        var each = new LinkedHashMap<String, Duration>();
        f.mapping("each", "each of after")
                .ifPresent(e -> e.keys()
                        .forEach(c -> e.duration(c).ifPresent(d -> {
                            if (d.isZero() || d.compareTo(within) > 0) {
                                f.problem(
                                        e.at(c),
                                        "\"each\" of " + c + " must be over 0 and at most recovered-within ("
                                                + Durations.format(within) + "), but was " + Durations.format(d));
                            } else {
                                each.put(c, d);
                            }
                        })));
        f.end();
        for (var key : List.of("recovered-within", "hold")) {
            if (f.duration(key).filter(Duration::isZero).isPresent()) {
                f.problem(f.at(key), "\"" + key + "\" of after must be > 0, but was 0s");
                return new Recovery(Duration.ofSeconds(1), Duration.ofSeconds(1), order);
            }
        }
        return new Recovery(within, hold, order, each);
    }

    private List<CheckerUse> always(Fields file) {
        var always = new LinkedHashMap<String, CheckerUse>();
        for (var n : file.list("always")) {
            use(file, n).ifPresent(u -> {
                if (always.put(u.name(), u) != null) {
                    file.problem(n.at(), "checker " + u.name() + " must stand once in always, but stands twice");
                }
            });
        }
        return List.copyOf(always.values());
    }

    /** A checker's name alone, or with its bounds: {@code - fail-fast: {p99: 2s}}. */
    private Optional<CheckerUse> use(Fields file, Node n) {
        if (n instanceof Node.Scalar) {
            return file.text(n, "always").flatMap(name -> checker(file, n, name, file.without(n, name)));
        }
        return file.mapping(n, "a checker of always").flatMap(one -> {
            if (one.keys().size() != 1) {
                file.problem(
                        n.at(),
                        "a checker must be a name, or have one key, its name (- fail-fast: {p99: …}), but has "
                                + one.keys().size());
                return Optional.empty();
            }
            var name = one.keys().iterator().next();
            return one.mapping(name, name).flatMap(f -> checker(file, n, name, f));
        });
    }

    private Optional<CheckerUse> checker(Fields file, Node at, String name, Fields bounds) {
        var factory = vocabulary.checkers().get(name);
        if (factory == null) {
            file.problem(
                    at.at(),
                    "unknown checker \"" + name + "\" in always; "
                            + Nearest.hint(name, vocabulary.checkers().keySet()));
            return Optional.empty();
        }
        return bounds.arguments(name, factory.description().parameters(), factory::check)
                .map(a -> new CheckerUse(name, a));
    }

    private List<Halt> halt(Fields file, List<CheckerUse> always) {
        var halt = new ArrayList<Halt>();
        for (var n : file.list("halt")) {
            file.text(n, "halt").ifPresent(text -> {
                try {
                    var condition = Halt.parse(text);
                    HaltRules.refusal(condition, always, vocabulary.checkers())
                            .ifPresent(why -> file.problem(n.at(), why));
                    halt.add(condition);
                } catch (BrownoutException e) {
                    file.problem(n.at(), String.valueOf(e.getMessage()));
                }
            });
        }
        return halt;
    }

    private Fidelity fidelity(Fields f) {
        var card = new Fidelity(f.texts("reproduced"), f.texts("approximated"), f.texts("left-out"));
        f.end();
        return card;
    }

    /**
     * The words that a file may use beyond the format's own.
     *
     * @param faults the kinds of fault
     * @param checkers the checkers, by name
     */
    public record Vocabulary(dev.brownout.faults.FaultRegistry faults, Map<String, Checker.Factory> checkers) {}
}
