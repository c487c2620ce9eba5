package dev.brownout.junit;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.Scenario;
import dev.brownout.scenarios.catalogue.Catalogue;
import dev.brownout.scenarios.format.Nearest;
import dev.brownout.scenarios.library.Library;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.platform.commons.support.AnnotationSupport;

/** Reads which outages a method asks for. What is wrong with an annotation is said with it, before anything is touched. */
final class OutageWishes {
    static final String ENVIRONMENT = "brownout.environment";
    private static final List<String> LABELS = List.of("provider", "region");

    private final Library library;
    private final Optional<Long> onlySeed;
    private final long standardSeed;
    private final String environment;

    /**
     * @param onlySeed overrides every other seed
     * @param standardSeed where an annotation gives none
     * @param environment what this environment is called; empty where nobody has said
     */
    OutageWishes(Library library, Optional<Long> onlySeed, long standardSeed, String environment) {
        this.library = library;
        this.onlySeed = onlySeed;
        this.standardSeed = standardSeed;
        this.environment = environment;
    }

    static boolean any(Method method) {
        return AnnotationSupport.isAnnotated(method, Outage.class)
                || AnnotationSupport.isAnnotated(method, OutageSource.class);
    }

    /** What a method asks for, at least one. */
    List<OutageWish> of(Method method) {
        var wishes = new ArrayList<OutageWish>();
        AnnotationSupport.findAnnotation(method, Outage.class).ifPresent(a -> {
            var words = "@Outage(\"" + a.value() + "\") on " + name(method);
            wishes.addAll(said(words, () -> {
                var how = new How(words, a.stack(), a.seed(), a.timeScale(), a.variables(), a.live());
                return how.wishes(List.of(library.scenario(a.value(), how.variables())));
            }));
        });
        AnnotationSupport.findAnnotation(method, OutageSource.class).ifPresent(a -> {
            var words = "@OutageSource on " + name(method);
            wishes.addAll(said(words, () -> {
                var how = new How(words, a.stack(), a.seeds(), a.timeScale(), a.variables(), a.live());
                return how.wishes(scenarios(a, how.variables()));
            }));
        });
        return wishes;
    }

    private static String name(Method method) {
        return method.getDeclaringClass().getSimpleName() + "." + method.getName();
    }

    private interface Reading {
        List<OutageWish> read();
    }

    private static List<OutageWish> said(String words, Reading reading) {
        try {
            return reading.read();
        } catch (BrownoutException e) {
            throw new BrownoutException(words + ": " + e.getMessage(), e);
        }
    }

    /** What an annotation says besides which outages. */
    private final class How {
        private final String words;
        private final String stack;
        private final long[] seeds;
        private final double timeScale;
        private final Map<String, String> variables;
        private final boolean live;

        How(String words, String stack, long[] seeds, double timeScale, String[] variables, boolean live) {
            if (timeScale != 0 && !(timeScale >= 1)) {
                throw new BrownoutException(
                        "timeScale must be at least 1 (1 is real time), or 0 for the outage's own, but was "
                                + timeScale);
            }
            this.words = words;
            this.stack = stack;
            this.seeds = seeds.clone();
            this.timeScale = timeScale;
            this.variables = pairs("variables", variables);
            this.live = live;
        }

        Map<String, String> variables() {
            return variables;
        }

        List<OutageWish> wishes(List<Scenario> scenarios) {
            scenarios.forEach(s -> Library.refuseElsewhere(s, environment, "set " + ENVIRONMENT + "="));
            var chosen = onlySeed.map(s -> new long[] {s})
                    .orElseGet(() -> seeds.length == 0 ? new long[] {standardSeed} : seeds);
            return scenarios.stream()
                    .flatMap(s -> Arrays.stream(chosen)
                            .mapToObj(seed -> new OutageWish(
                                    words, s, stack, seed, timeScale == 0 ? s.timeScale() : timeScale, live)))
                    .toList();
        }
    }

    private static Map<String, String> pairs(String attribute, String... texts) {
        var pairs = new LinkedHashMap<String, String>();
        for (var text : texts) {
            int equals = text.indexOf('=');
            if (equals < 1) {
                throw new BrownoutException(attribute + " must be name=value each, but one was \"" + text + "\"");
            }
            pairs.put(text.substring(0, equals), text.substring(equals + 1));
        }
        return pairs;
    }

    private List<Scenario> scenarios(OutageSource source, Map<String, String> variables) {
        var all = new LinkedHashMap<String, Scenario>();
        Arrays.stream(source.ids()).forEach(id -> all.put(id, library.outage(id, variables)));
        boolean choose = source.tags().length + source.labels().length > 0;
        if (choose || (all.isEmpty() && source.files().length == 0)) {
            chosen(source, variables).forEach(s -> all.putIfAbsent(s.id(), s));
        }
        Arrays.stream(source.files()).forEach(file -> all.put("./" + file, library.file(Path.of(file), variables)));
        return List.copyOf(all.values());
    }

    private List<Scenario> chosen(OutageSource source, Map<String, String> variables) {
        var documented = Catalogue.ids().stream()
                .map(id -> library.outage(id, variables))
                .toList();
        var known = new TreeSet<String>();
        documented.forEach(s -> known.addAll(s.tags()));
        for (var tag : source.tags()) {
            if (!known.contains(tag)) {
                throw new BrownoutException("tags must be some that outages have, but none has \"" + tag + "\"; "
                        + Nearest.hint(tag, known));
            }
        }
        var labels = pairs("labels", source.labels());
        labels.keySet().forEach(name -> {
            if (!LABELS.contains(name)) {
                throw new BrownoutException("labels must be of " + LABELS + ", but one was of \"" + name + "\"");
            }
        });
        var tags = Set.copyOf(List.of(source.tags()));
        var found = documented.stream()
                .filter(s -> tags.isEmpty() || s.tags().stream().anyMatch(tags::contains))
                .filter(s -> labels.entrySet().stream().allMatch(l -> has(s, l.getKey(), l.getValue())))
                .toList();
        if (found.isEmpty()) {
            throw new BrownoutException("tags " + tags + " and labels " + labels + " must find at least one of the "
                    + documented.size() + " documented outages, but find none; brownout list shows them");
        }
        return found;
    }

    private static boolean has(Scenario scenario, String label, String value) {
        return scenario.incident()
                .map(i -> label.equals("provider") ? i.provider() : i.region())
                .filter(value::equalsIgnoreCase)
                .isPresent();
    }
}
