package dev.brownout.agent;

import java.lang.reflect.InvocationTargetException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The agent that this JVM was started with, where these classes are another copy of it: {@code -javaagent} loads it with the
 * system class loader, and tests may run in a loader of their own (Surefire's {@code useSystemClassLoader=false}, Quarkus).
 */
final class Elsewhere {
    private final Class<?> agent;

    private Elsewhere(Class<?> agent) {
        this.agent = agent;
    }

    /** Find it; null where there is none, or it is this one. */
    static @Nullable Elsewhere find() {
        var system = ClassLoader.getSystemClassLoader();
        if (Agent.class.getClassLoader() == system) {
            return null;
        }
        try {
            var agent = Class.forName(Agent.class.getName(), false, system);
            var elsewhere = agent == Agent.class ? null : new Elsewhere(agent);
            return elsewhere != null && (boolean) elsewhere.call("installed") ? elsewhere : null;
        } catch (ClassNotFoundException | RuntimeException e) {
            return null; // none, or one too old to be asked
        }
    }

    boolean caches() {
        return (boolean) call("caches");
    }

    boolean routed(String name) {
        return (boolean) call("routed", name);
    }

    AutoCloseable route(String arguments, List<String> names) {
        return (AutoCloseable) call("route", arguments, names);
    }

    private Object call(String name, Object... arguments) {
        try {
            var types = List.of(String.class, List.class).subList(0, arguments.length);
            return agent.getMethod(name, types.toArray(new Class<?>[0])).invoke(null, arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the agent of this JVM must be of this version, but has no " + name, e);
        }
    }
}
