package dev.brownout.faults.vantage;

import dev.brownout.agent.Agent;
import dev.brownout.api.BrownoutException;
import dev.brownout.api.Component;
import dev.brownout.api.FaultPlane;
import dev.brownout.api.Resolution;
import dev.brownout.api.Timings;
import dev.brownout.api.Vantage;
import java.security.Security;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * This JVM as a component of a plane: what code under test is that runs in the JVM of its tests. Several planes may have it at
 * once, each by a membership of its own. Thread safe.
 *
 * <p>Being a vantage needs nothing. That look-ups of this JVM go to a plane needs the agent on its command line, see {@link
 * #howToResolve}.
 *
 * <pre>{@code
 * try (var jvm = TestJvm.join(plane, stack.component(TestJvm.COMPONENT))) {
 *     jvm.resolve(List.of("ledger.us-east-1.example"));
 *     …
 * }
 * }</pre>
 */
public final class TestJvm implements AutoCloseable {
    /** The id of the component that is the test JVM. */
    public static final String COMPONENT = "test";

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final long POLL_NANOS = 1_000_000;

    private final String component;
    private final String arguments;
    private final List<AutoCloseable> parts = new ArrayList<>();
    private boolean closed;

    private TestJvm(String component, String arguments) {
        this.component = component;
        this.arguments = arguments;
    }

    /**
     * Make this JVM the vantage of a component, and wait until it is.
     *
     * @param plane the plane
     * @param component the component that this JVM is
     * @return what ends it; to be closed before the plane
     * @throws BrownoutException if the plane does not know of this JVM within 10 s
     */
    public static TestJvm join(FaultPlane plane, Component component) {
        var arguments = plane.jvmArguments(component).stream()
                .filter(argument -> argument.startsWith("-javaagent:"))
                .findFirst()
                .orElseThrow(() -> new BrownoutException("the plane must be able to stand in " + component.id()
                        + ", but has no agent for it; take a LocalPlane"));
        var before = plane.vantage(component.id()).orElse(null);
        var jvm = new TestJvm(component.id(), arguments);
        try {
            jvm.parts.add(Agent.connect(arguments));
            jvm.await(plane, before);
            return jvm;
        } catch (RuntimeException e) {
            jvm.close();
            throw e;
        }
    }

    private void await(FaultPlane plane, @Nullable Vantage before) {
        long began = System.nanoTime();
        while (plane.vantage(component).filter(now -> now != before).isEmpty()) {
            if (System.nanoTime() - began > PATIENCE.toNanos()) {
                throw new BrownoutException(
                        "this JVM must be the vantage of " + component + " within " + PATIENCE.toSeconds()
                                + " s, but the plane does not know it; is loopback reachable, and the plane open?");
            }
            if (Thread.currentThread().isInterrupted()) {
                throw new BrownoutException("interrupted while this JVM became the vantage of " + component);
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    /**
     * Send this JVM's look-ups of some names to the plane, as this component, until this is closed.
     *
     * @param names host names that the plane has published; all others stay with the JDK's resolver
     * @throws BrownoutException if this JVM runs without the agent, or a name is sent to another plane at this time; the
     *     message says what to add. No name is sent then
     */
    public synchronized void resolve(Collection<String> names) {
        if (closed) {
            throw new BrownoutException("names must be resolved before " + component + " is closed");
        }
        if (!Agent.installed()) {
            throw new BrownoutException("look-ups of " + String.join(", ", names)
                    + " in this JVM cannot be sent to the plane; " + howToResolve());
        }
        try {
            parts.add(Agent.route(arguments, List.copyOf(names)));
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new BrownoutException(String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * Tell how names that are sent to a plane are resolved by this JVM.
     *
     * @return {@link Resolution#JVM_AGENT}, or {@link Resolution#ELSEWHERE} where this JVM runs without the agent
     */
    public static Resolution resolution() {
        return Agent.installed() ? Resolution.JVM_AGENT : Resolution.ELSEWHERE;
    }

    /**
     * Tell how long this JVM keeps what it looked up at a plane.
     *
     * @return {@link Timings#NONE} where the agent has each look-up ask; else what the security properties {@code
     *     networkaddress.cache.ttl} and {@code networkaddress.cache.negative.ttl} say, by default {@link Timings#JVM_DEFAULTS}
     */
    public static Timings timings() {
        var standard = Timings.JVM_DEFAULTS;
        return Agent.installed() && !Agent.caches()
                ? Timings.NONE
                : new Timings(
                        seconds("networkaddress.cache.ttl", standard.dnsPositive()),
                        seconds("networkaddress.cache.negative.ttl", standard.dnsNegative()),
                        Duration.ZERO,
                        Duration.ZERO,
                        Duration.ZERO);
    }

    /** Read a property as the JDK does, which takes a negative number for "forever". */
    private static Duration seconds(String property, Duration otherwise) {
        try {
            var text = Security.getProperty(property);
            long seconds = text == null ? otherwise.toSeconds() : Long.parseLong(text.trim());
            return seconds < 0 ? Duration.ofDays(365) : Duration.ofSeconds(seconds);
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }

    /**
     * Say what to add so that look-ups of a test JVM can be sent to a plane.
     *
     * @return half a sentence, with the lines for Maven and Gradle
     */
    public static String howToResolve() {
        var version = Agent.class.getPackage().getImplementationVersion();
        return howToResolve(version == null ? "VERSION" : version);
    }

    static String howToResolve(String version) {
        var jar = "dev/brownout/chaos-agent/" + version + "/chaos-agent-" + version + ".jar";
        return "start the test JVM with Brownout's agent. Maven, in the configuration of maven-surefire-plugin:"
                + " <argLine>-javaagent:${settings.localRepository}/" + jar + "</argLine>"
                + " – Gradle: tasks.test { doFirst { jvmArgs(\"-javaagent:\" + classpath.find {"
                + " it.name.startsWith(\"chaos-agent\") }) } }";
    }

    /** Leave the plane: this JVM's look-ups are the JDK's again, and nothing measures from it. Idempotent. */
    @Override
    public synchronized void close() {
        closed = true;
        for (int i = parts.size() - 1; i >= 0; i--) {
            try {
                parts.get(i).close();
            } catch (Exception e) {
                throw new IllegalStateException("the agent closes without exceptions", e);
            }
        }
        parts.clear();
    }
}
