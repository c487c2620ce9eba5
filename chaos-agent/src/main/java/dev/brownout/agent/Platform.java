package dev.brownout.agent;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * Whom the JDK would ask without us: {@code InetAddress.nameService} on 17; from 18 on what {@code InetAddress.loadResolver} finds,
 * a provider of the JVM's own (JEP 418) or the built-in one. As in the JDK a provider is loaded with the first look-up, and
 * look-ups that it does meanwhile go to the built-in one.
 */
final class Platform {
    private final Object builtIn;
    private final @Nullable Method load;
    private volatile @Nullable Object loaded;
    private boolean loading;

    /**
     * @param builtIn what the JDK brings
     * @param load finds what is to be asked; null to ask what the JDK brings
     */
    Platform(Object builtIn, @Nullable Method load) {
        this.builtIn = builtIn;
        this.load = load;
    }

    /** Find it, with {@code java.net} open. */
    static Platform find(@Nullable Object current, boolean modern) throws ReflectiveOperationException {
        var builtIn = modern ? PlaneResolver.field("BUILTIN_RESOLVER").get(null) : current;
        if (builtIn == null) {
            throw new ReflectiveOperationException("InetAddress has no resolver of its own yet");
        }
        if (!modern || System.getProperty("jdk.net.hosts.file") != null) {
            return new Platform(builtIn, null);
        }
        if (current != null) {
            return new Platform(current, null); // loaded already
        }
        var load = InetAddress.class.getDeclaredMethod("loadResolver");
        load.setAccessible(true);
        return new Platform(builtIn, load);
    }

    /** Have a look-up done. */
    @Nullable
    Object ask(Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
        try {
            method.setAccessible(true);
            return method.invoke(resolver(), arguments);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }

    private Object resolver() throws ReflectiveOperationException {
        var found = loaded;
        if (found != null || load == null) {
            return found == null ? builtIn : found;
        }
        synchronized (this) {
            if (loaded == null && !loading) {
                loading = true;
                try {
                    loaded = load.invoke(null);
                } finally {
                    loading = false;
                }
            }
            found = loaded;
            return found == null ? builtIn : found;
        }
    }
}
