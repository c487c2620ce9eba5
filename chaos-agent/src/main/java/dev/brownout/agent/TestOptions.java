package dev.brownout.agent;

import org.jspecify.annotations.Nullable;

/**
 * The agent's arguments in a test JVM: none, or {@code test[,caches=none|keep]}.
 *
 * @param cached whether the JDK's caches may keep what is looked up at a plane
 */
record TestOptions(boolean cached) {

    /** Read the arguments; null where they are those of a component. */
    static @Nullable TestOptions parse(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return new TestOptions(false);
        }
        var parts = text.split(",", -1);
        if (!parts[0].trim().equals("test")) {
            return null;
        }
        boolean cached = false;
        for (int i = 1; i < parts.length; i++) {
            switch (parts[i].trim()) {
                case "caches=none" -> cached = false;
                case "caches=keep" -> cached = true;
                default -> throw Options.wrong("argument after test", "be caches=none or caches=keep", parts[i]);
            }
        }
        return new TestOptions(cached);
    }
}
