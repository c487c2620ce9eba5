package dev.brownout.scenarios.stack;

import dev.brownout.api.BrownoutException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fills in {@code ${env:NAME}} from the environment of this process when a stack starts, so that no secret stands in a file, a
 * plan or a journal, and blots out what it has filled in wherever it would be shown. Thread safe.
 */
public final class Secrets {
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{env:([A-Za-z_][A-Za-z0-9_]*)}");
    private static final Pattern SENSITIVE = Pattern.compile(
            ".*(authorization|cookie|token|secret|password|passphrase|api-?key|signature).*", Pattern.CASE_INSENSITIVE);

    private final Function<String, Optional<String>> environment;
    private final Set<String> filled = ConcurrentHashMap.newKeySet();

    Secrets(Function<String, Optional<String>> environment) {
        this.environment = environment;
    }

    static Secrets ofProcess() {
        return new Secrets(name -> Optional.ofNullable(System.getenv(name)));
    }

    /**
     * Tell whether a header of this name holds a secret, as far as names tell.
     *
     * @param header the header's name
     * @return true where its value must be a reference
     */
    public static boolean isSensitive(String header) {
        return SENSITIVE.matcher(header).matches();
    }

    /**
     * Tell whether a text refers to a secret.
     *
     * @param text any text
     * @return true if {@code ${env:NAME}} stands in it
     */
    public static boolean isReference(String text) {
        return REFERENCE.matcher(text).find();
    }

    /**
     * Fill in.
     *
     * @param what whose text it is, for messages
     * @throws BrownoutException if a variable is not set
     */
    String fill(String what, String text) {
        return REFERENCE.matcher(text).replaceAll(reference -> {
            var name = reference.group(1);
            var value = environment
                    .apply(name)
                    .filter(v -> !v.isEmpty())
                    .orElseThrow(() -> new BrownoutException("environment variable " + name
                            + " must be set, but is not, and " + what + " refers to it; export it before the run"));
            filled.add(value);
            return Matcher.quoteReplacement(value);
        });
    }

    /** Blot out everything that was filled in. */
    String blot(String text) {
        var clean = text;
        for (var secret : filled) {
            clean = clean.replace(secret, "***");
        }
        return clean;
    }
}
