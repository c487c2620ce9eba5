package dev.brownout.examples.exchange.http;

/**
 * Sends a process's log to standard error, leaving standard output to the ready line. The configuration has a name of its
 * own, because these classes may share a class path with programs that log otherwise.
 */
public final class ProcessLog {
    private ProcessLog() {}

    /** Chooses the configuration, unless the command line chose one. Called first in every {@code main}. */
    public static void choose() {
        setIfAbsent("logback.configurationFile", "dev/brownout/examples/exchange/process-logback.xml");
        setIfAbsent("org.jboss.logging.provider", "slf4j");
    }

    private static void setIfAbsent(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
