package dev.brownout.agent;

import java.lang.instrument.Instrumentation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The entry point that a JVM calls for {@code -javaagent:chaos-agent.jar=…}, and what a JVM may ask of it itself.
 *
 * <p>With {@code component=…} (see {@link Options}) the JVM is a component, all whose look-ups go to one plane. Without
 * arguments, or with {@code test}, it is a test JVM: its look-ups stay with the JDK, but for the names that {@link #route}
 * is told of.
 *
 * <p>Wrong arguments refuse the start, because they were typed for this JVM. Anything else that fails is said in one line
 * on standard error and leaves the JVM as it was.
 */
public final class Agent {
    /** What the key of the lock (JUnit's {@code @ResourceLock}) of a name begins with; the name follows. */
    public static final String LOCK = "brownout.name:";

    private static volatile @Nullable Routes routes;

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
        var test = TestOptions.parse(arguments);
        if (test != null) {
            resolver("this JVM", null, test.cached(), instrumentation);
            return;
        }
        var options = Options.parse(arguments == null ? "" : arguments);
        var dns = dns(options);
        if (dns != null) {
            resolver(options.component(), dns, true, instrumentation);
        }
        if (options.vantage() != null) {
            new VantageLink(options, dns, new Lookups(null)).start();
        }
    }

    private static @Nullable PlaneDns dns(Options options) {
        return options.dns() == null ? null : new PlaneDns(new DnsClient(options.dns(), options));
    }

    private static void resolver(String who, @Nullable PlaneDns all, boolean cached, Instrumentation instrumentation) {
        try {
            routes = PlaneResolver.install(all, cached, instrumentation);
        } catch (ReflectiveOperationException | RuntimeException e) {
            System.err.println("brownout: look-ups of this JVM stay with its own resolver, so DNS faults will not be"
                    + " felt by " + who + ": " + e);
        }
    }

    /**
     * Tell whether look-ups of this JVM can be sent to a plane: whether it was started with the agent, and the agent could
     * take hold.
     *
     * @return true from {@code premain} on
     */
    public static boolean installed() {
        return routes != null || Elsewhere.find() != null;
    }

    /**
     * Tell whether the JDK keeps what it looks up along a {@linkplain #route route} in its caches, as long as the security
     * properties {@code networkaddress.cache.ttl} and {@code networkaddress.cache.negative.ttl} say.
     *
     * @return false where each look-up of such a name is a question to the plane; true where nothing is installed
     */
    public static boolean caches() {
        var here = routes;
        var elsewhere = here == null ? Elsewhere.find() : null;
        return elsewhere != null ? elsewhere.caches() : here == null || here.cached();
    }

    /**
     * Send this JVM's look-ups of some names to a plane, as a component, until the result is closed. All other names stay where
     * they are. What the JDK's caches hold of these names is forgotten, now and at the end.
     *
     * @param arguments as {@code FaultPlane.jvmArguments} gives them, with {@code component} and {@code dns}
     * @param names host names; not {@code localhost}, this machine's own, or literals
     * @return what ends it; idempotent, closes without exceptions
     * @throws IllegalArgumentException if the arguments are wrong, or a name is none
     * @throws IllegalStateException if the agent is not installed, or a name is sent to another plane; then no name is sent
     */
    public static AutoCloseable route(String arguments, List<String> names) {
        var here = routes;
        var elsewhere = here == null ? Elsewhere.find() : null;
        if (elsewhere != null) {
            return elsewhere.route(arguments, names);
        }
        if (here == null) {
            throw new IllegalStateException("look-ups of this JVM cannot be sent to a plane, because it was started"
                    + " without -javaagent:chaos-agent.jar; add that to its command line");
        }
        var dns = dns(Options.parse(Options.ofCommandLine(arguments)));
        if (dns == null) {
            throw Options.wrong("dns", "be given", "");
        }
        for (var name : names) {
            if (PlaneResolver.stays(name)) {
                throw new IllegalArgumentException(
                        "name must be a host name whose look-ups can be sent to a plane, but was \"" + name
                                + "\"; localhost, IP addresses and this machine's own name always stay with the JDK");
            }
        }
        return here.add(names, dns);
    }

    /**
     * Tell whether look-ups of a name are sent to a plane by {@link #route}.
     *
     * @param name a host name
     * @return true while they are
     */
    public static boolean routed(String name) {
        var here = routes;
        var elsewhere = here == null ? Elsewhere.find() : null;
        return elsewhere != null ? elsewhere.routed(name) : here != null && here.has(name);
    }

    /**
     * Make this JVM the vantage of a component of a plane, until the result is closed. Needs no {@code -javaagent}. A JVM may be
     * the vantage of several planes at once. Returns before the plane knows: ask {@code FaultPlane.vantage}.
     *
     * <p>A name that is not sent to a plane by {@link #route} is looked up for it at the plane itself, as by a client that was
     * given a resolver of its own ({@link PlaneDns}).
     *
     * @param arguments as {@code FaultPlane.jvmArguments} gives them: {@code -javaagent:…=component=…,vantage=…,token=…}, or
     *     what stands behind the first {@code =} of it
     * @return what ends it at once; idempotent, closes without exceptions
     * @throws IllegalArgumentException if the arguments are wrong or name no vantage
     */
    public static AutoCloseable connect(String arguments) {
        var options = Options.parse(Options.ofCommandLine(arguments));
        if (options.vantage() == null) {
            throw Options.wrong("vantage", "be given", "");
        }
        var dns = dns(options);
        var link = new VantageLink(options, dns, new Lookups(dns));
        link.start();
        return link;
    }
}
