package dev.brownout.cli;

/** What is known of the terminal. */
final class Terminal {
    private Terminal() {}

    /** Whether somebody looks at standard output: the launcher tells, by {@code test -t 1}; without it, nobody does. */
    static boolean interactive() {
        return Boolean.getBoolean("brownout.terminal");
    }

    /** Whether colour is unwanted: NO_COLOR is set to anything (no-color.org), or the terminal is dumb. */
    static boolean noColor() {
        var no = System.getenv("NO_COLOR");
        return (no != null && !no.isEmpty()) || "dumb".equals(System.getenv("TERM"));
    }

    /** How many characters fit on a line: as the launcher or the shell tells, else the usual 80 and a bit. */
    static int width() {
        try {
            return Math.max(40, Integer.parseInt(System.getProperty("brownout.columns", "100")));
        } catch (NumberFormatException e) {
            return 100;
        }
    }
}
