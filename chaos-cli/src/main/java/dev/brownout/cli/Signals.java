package dev.brownout.cli;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.function.IntConsumer;

/**
 * Takes over SIGINT and SIGTERM, so that an interrupted run undoes everything first and a second Ctrl-C is answered instead
 * of swallowed. Uses {@code sun.misc.Signal} of the module {@code jdk.unsupported} by reflection: there is no supported API
 * (JEP 260 keeps it), and {@code --release} hides it from the compiler. Where it is missing, the JVM's own handling stays.
 */
final class Signals {
    private Signals() {}

    /**
     * Handle both signals.
     *
     * @param handler takes the number of the signal, 2 or 15, on a thread of the JVM's
     */
    static void handle(IntConsumer handler) {
        take("INT", 2, handler);
        take("TERM", 15, handler);
    }

    private static void take(String name, int number, IntConsumer handler) {
        try {
            var signal = Class.forName("sun.misc.Signal");
            var type = Class.forName("sun.misc.SignalHandler");
            var proxy = Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, args) -> {
                if (method.getName().equals("handle")) {
                    handler.accept(number);
                }
                return null;
            });
            signal.getMethod("handle", signal, type)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
        } catch (ClassNotFoundException | NoSuchMethodException | InstantiationException | IllegalAccessException e) {
            return;
        } catch (InvocationTargetException e) {
            // the JVM keeps the signal to itself (-Xrs): its own shutdown goes on as usual
            return;
        }
    }
}
