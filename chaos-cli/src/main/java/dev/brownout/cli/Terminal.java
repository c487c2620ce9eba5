package dev.brownout.cli;

/** What is known of the terminal: asked once, of the launcher first, which knows best. */
final class Terminal {
    private Terminal() {}

    /** Whether somebody looks at standard output. The launcher tells with -Dbrownout.terminal; else the JDK is asked. */
    static boolean interactive() {
        var told = System.getProperty("brownout.terminal");
        if (told != null) {
            return Boolean.parseBoolean(told);
        }
        var console = System.console();
        if (console == null) {
            return false;
        }
        try {
            // since JDK 22 there is a console even without a terminal (JEP 12 notes of JDK 22; Console.isTerminal)
            return (boolean) java.io.Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true;
        }
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
