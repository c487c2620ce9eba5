package dev.brownout.examples.exchange.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Holds the named settings of one process. Immutable and safe for any thread.
 *
 * <p>A setting is taken from the first place that has it: an argument {@code key=value}; the environment variable
 * {@code EXCHANGE_KEY} (upper case, dashes as underscores); the posture's file ({@code posture-resilient.properties},
 * {@code posture-fragile.properties}, chosen by the setting {@code posture}); {@code common.properties}. Only keys named
 * in those files exist; any other is refused.
 *
 * <p>Durations are written {@code 250ms}, {@code 4s} or {@code 10m}; {@code 0} means "no limit" and is how the fragile
 * posture writes the deadlines that it lacks.
 */
public final class Settings {
    private static final Pattern DURATION = Pattern.compile("(\\d+)(ms|s|m)");

    private final Map<String, String> values;

    private Settings(Map<String, String> values) {
        this.values = Map.copyOf(values);
    }

    /**
     * Reads the settings of a process.
     *
     * @param arguments {@code key=value} each
     * @param environment as {@link System#getenv()} gives it
     * @return the settings
     * @throws IllegalArgumentException if an argument is not {@code key=value} with a known key, or the posture is unknown
     */
    public static Settings read(String[] arguments, Map<String, String> environment) {
        Map<String, String> given = new HashMap<>();
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("argument must be key=value, but was " + argument);
            }
            given.put(argument.substring(0, equals), argument.substring(equals + 1));
        }
        Map<String, String> values = load("common.properties");
        String posture = Optional.ofNullable(given.get("posture"))
                .or(() -> Optional.ofNullable(environment.get("EXCHANGE_POSTURE")))
                .orElse("resilient");
        if (!posture.equals("resilient") && !posture.equals("fragile")) {
            throw new IllegalArgumentException("posture must be resilient or fragile, but was " + posture);
        }
        values.putAll(load("posture-" + posture + ".properties"));
        values.put("posture", posture);
        for (String key : values.keySet()) {
            String variable = "EXCHANGE_" + key.toUpperCase(Locale.ROOT).replace('-', '_');
            Optional.ofNullable(environment.get(variable)).ifPresent(value -> values.put(key, value));
        }
        given.forEach((key, value) -> {
            if (!values.containsKey(key)) {
                throw new IllegalArgumentException(
                        "argument must be one of " + new TreeSet<>(values.keySet()) + ", but was " + key);
            }
            values.put(key, value);
        });
        return new Settings(values);
    }

    private static Map<String, String> load(String resource) {
        String path = "/dev/brownout/examples/exchange/" + resource;
        try (InputStream in = Settings.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException("resource " + path + " must be on the class path, but was absent");
            }
            Properties properties = new Properties();
            properties.load(in);
            Map<String, String> values = new HashMap<>();
            properties.stringPropertyNames().forEach(key -> values.put(key, properties.getProperty(key)));
            return values;
        } catch (IOException e) {
            throw new UncheckedIOException("resource " + path + " must be readable", e);
        }
    }

    /**
     * Gives a setting as text.
     *
     * @throws IllegalArgumentException if it is absent or empty
     */
    public String text(String key) {
        return optional(key)
                .orElseThrow(() -> new IllegalArgumentException(
                        "setting " + key + " must be given, but was absent; add " + key + "=… to the arguments"));
    }

    /** Gives a setting as text, or nothing if it is absent or empty. */
    public Optional<String> optional(String key) {
        return Optional.ofNullable(values.get(key)).filter(value -> !value.isBlank());
    }

    /**
     * Gives a setting as a whole number.
     *
     * @throws IllegalArgumentException if it is absent or not a number ≥ 0
     */
    public int number(String key) {
        String value = text(key);
        if (!value.matches("\\d{1,9}")) {
            throw new IllegalArgumentException("setting " + key + " must be a whole number, but was " + value);
        }
        return Integer.parseInt(value);
    }

    /**
     * Gives a setting as a duration; zero means "no limit".
     *
     * @throws IllegalArgumentException if it is absent or not written like {@code 250ms}, {@code 4s}, {@code 10m}, {@code 0}
     */
    public Duration duration(String key) {
        String value = text(key);
        if (value.equals("0")) {
            return Duration.ZERO;
        }
        Matcher matcher = DURATION.matcher(value);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "setting " + key + " must be a duration like 250ms, 4s, 10m or 0, but was " + value);
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            default -> Duration.ofMinutes(amount);
        };
    }

    /**
     * Picks a strategy by the name that a setting holds.
     *
     * @param key the setting
     * @param choices name → maker of the strategy
     * @return the strategy made
     * @throws IllegalArgumentException if the setting names none of the choices
     */
    public <T> T choose(String key, Map<String, java.util.function.Supplier<? extends T>> choices) {
        String value = text(key);
        var choice = choices.get(value);
        if (choice == null) {
            throw new IllegalArgumentException(
                    "setting " + key + " must be one of " + new TreeSet<>(choices.keySet()) + ", but was " + value);
        }
        return choice.get();
    }
}
