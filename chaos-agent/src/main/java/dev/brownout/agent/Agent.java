package dev.brownout.agent;

import java.lang.instrument.Instrumentation;
import org.jspecify.annotations.Nullable;

/**
 * The entry point that a JVM calls for {@code -javaagent:chaos-agent.jar=…}; the arguments are those of {@link Options}.
 *
 * <p>Wrong arguments refuse the start, because they were typed for this JVM. Anything else that fails is said in one line
 * on standard error and leaves the JVM as it was.
 */
public final class Agent {
    private Agent() {}

    /**
     * Install the agent before the main class.
     *
     * @param arguments what stood behind {@code =}
     * @param instrumentation of this JVM
     * @throws IllegalArgumentException if the arguments are wrong
     */
    public static void premain(@Nullable String arguments, Instrumentation instrumentation) {
        install(arguments, instrumentation);
    }

    /**
     * Install the agent in a JVM that runs already.
     *
     * @param arguments what was given to the attach call
     * @param instrumentation of this JVM
     * @throws IllegalArgumentException if the arguments are wrong
     */
    public static void agentmain(@Nullable String arguments, Instrumentation instrumentation) {
        install(arguments, instrumentation);
    }

    private static void install(@Nullable String arguments, Instrumentation instrumentation) {
        var options = Options.parse(arguments == null ? "" : arguments);
        DnsClient dns = options.dns() == null ? null : new DnsClient(options.dns(), options);
        if (dns != null) {
            try {
                PlaneResolver.install(dns, instrumentation);
            } catch (ReflectiveOperationException | RuntimeException e) {
                System.err.println(
                        "brownout: look-ups of this JVM stay with its own resolver, so DNS faults will not be"
                                + " felt by " + options.component() + ": " + e);
            }
        }
        if (options.vantage() != null) {
            new VantageLink(options, dns).start();
        }
    }
}
