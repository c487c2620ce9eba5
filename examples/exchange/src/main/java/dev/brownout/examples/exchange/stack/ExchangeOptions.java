package dev.brownout.examples.exchange.stack;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.Durations;
import dev.brownout.examples.exchange.config.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Which exchange is asked for.
 *
 * @param variant the posture
 * @param lookup how gateways and engine find the ledger
 * @param lastGood how long addresses that were good once are still used, where it is not the posture's own
 * @param strangers whether the probes ask with a key that the exchange does not know
 */
record ExchangeOptions(String variant, Lookup lookup, Optional<Duration> lastGood, boolean strangers) {
    static final String RESILIENT = "resilient";
    static final String FRAGILE = "fragile";

    private static final String LOOKUP = "ledger-lookup";
    private static final String LAST_GOOD = "last-good";
    private static final String PROBE_KEY = "probe-key";
    private static final Duration MOST_LAST_GOOD = Duration.ofHours(1);

    /** How gateways and engine find the ledger. */
    enum Lookup {
        /** By its name, through the plane's agent. */
        PLANE,
        /** By an address literal, while the stack goes on declaring the agent: a victim that goes around the plane. */
        BYPASS,
        /** By its name in a hosts file, with an agent that hooks no look-ups: no DNS fault has an effect. */
        PLATFORM;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static ExchangeOptions parse(String variant, Map<String, String> options) {
        if (!variant.equals(RESILIENT) && !variant.equals(FRAGILE)) {
            throw new BrownoutException("variant of stack exchange must be one of [" + RESILIENT + ", " + FRAGILE
                    + "], but was \"" + variant + "\"");
        }
        options.keySet().stream()
                .filter(key -> !List.of(LAST_GOOD, LOOKUP, PROBE_KEY).contains(key))
                .sorted()
                .findFirst()
                .ifPresent(key -> {
                    throw new BrownoutException(
                            "option of stack exchange must be one of [" + LAST_GOOD + "=<duration>, " + LOOKUP + "="
                                    + words() + ", " + PROBE_KEY + "=right|wrong], but was \"" + key + "\"");
                });
        return new ExchangeOptions(
                variant,
                Optional.ofNullable(options.get(LOOKUP))
                        .map(ExchangeOptions::lookup)
                        .orElse(Lookup.PLANE),
                Optional.ofNullable(options.get(LAST_GOOD)).map(text -> lastGood(variant, text)),
                strangers(options.getOrDefault(PROBE_KEY, "right")));
    }

    private static boolean strangers(String text) {
        if (!text.equals("right") && !text.equals("wrong")) {
            throw new BrownoutException(
                    "option " + PROBE_KEY + " must be one of right|wrong, but was \"" + text + "\"");
        }
        return text.equals("wrong");
    }

    private static String words() {
        return String.join("|", Arrays.stream(Lookup.values()).map(Lookup::word).toList());
    }

    private static Lookup lookup(String text) {
        return Arrays.stream(Lookup.values())
                .filter(lookup -> lookup.word().equals(text))
                .findFirst()
                .orElseThrow(() -> new BrownoutException(
                        "option " + LOOKUP + " must be one of " + words() + ", but was \"" + text + "\""));
    }

    private static Duration lastGood(String variant, String text) {
        if (!variant.equals(RESILIENT)) {
            throw new BrownoutException("option " + LAST_GOOD + " must go with variant " + RESILIENT
                    + ", but was given with " + variant + ", which keeps no addresses; leave it out");
        }
        var limit = Durations.parse(text);
        if (limit.compareTo(MOST_LAST_GOOD) > 0) {
            throw new BrownoutException("option " + LAST_GOOD + " must be at most " + Durations.format(MOST_LAST_GOOD)
                    + ", but was " + text);
        }
        return limit;
    }

    /** Read the settings that a process will run with, from the posture's file alone: pure. */
    Settings settings() {
        return Settings.read(overrides().toArray(String[]::new), Map.of());
    }

    /**
     * Give the arguments that every process gets. What the stack declares is among them by value, so that no environment
     * variable can make the declaration untrue.
     */
    List<String> arguments() {
        var arguments = new ArrayList<>(overrides());
        declared().forEach((key, value) -> arguments.add(key + "=" + value));
        return List.copyOf(arguments);
    }

    private List<String> overrides() {
        var overrides = new ArrayList<>(List.of("posture=" + variant));
        lastGood.ifPresent(limit -> overrides.add("last-good-limit=" + limit.toMillis() + "ms"));
        return overrides;
    }

    private Map<String, String> declared() {
        var settings = settings();
        var declared = new LinkedHashMap<String, String>();
        for (var key : List.of(
                "name-lookup",
                "name-cache-positive",
                "name-cache-negative",
                "pool-lifetime",
                "client-timeout",
                "settle-deadline",
                "edge-timeout",
                "traders")) {
            declared.put(key, settings.text(key));
        }
        if (lastGood.isEmpty()) {
            declared.put("last-good-limit", settings.text("last-good-limit"));
        }
        return declared;
    }
}
