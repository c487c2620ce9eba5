package dev.brownout.agent;

import java.lang.instrument.Instrumentation;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Stands where the JDK keeps its resolver, below the JDK's own caches: {@code InetAddress.nameService} on 17, {@code
 * InetAddress.resolver} (a {@code java.net.spi.InetAddressResolver}) from 18 on. Reverse look-ups, literals, {@code
 * localhost} and the machine's own name stay with the platform.
 */
final class PlaneResolver implements InvocationHandler {
    /** The machine's own name, once known. */
    private static volatile String ownName = "";

    private final @Nullable PlaneDns all;
    private final Routes routes;
    private final Platform platform;
    private final int standardPolicy;

    private PlaneResolver(@Nullable PlaneDns all, Routes routes, Platform platform, int standardPolicy) {
        this.all = all;
        this.routes = routes;
        this.platform = platform;
        this.standardPolicy = standardPolicy;
    }

    /**
     * Put the planes' resolver in place. Does nothing in a JVM that has it already.
     *
     * @param all whom to ask for names without a route; null to leave them to the platform
     * @param cached whether the JDK may keep what it learns along a route
     * @return the routes of the resolver that is in place
     * @throws ReflectiveOperationException if this JDK keeps its resolver elsewhere
     */
    static Routes install(@Nullable PlaneDns all, boolean cached, Instrumentation instrumentation)
            throws ReflectiveOperationException {
        instrumentation.redefineModule(
                Object.class.getModule(),
                Set.of(),
                Map.of(),
                Map.of("java.net", Set.of(PlaneResolver.class.getModule())),
                Set.of(),
                Map.of());
        boolean modern = Runtime.version().feature() >= 18;
        var holder = field(modern ? "resolver" : "nameService");
        var current = holder.get(null);
        if (current != null
                && Proxy.isProxyClass(current.getClass())
                && Proxy.getInvocationHandler(current) instanceof PlaneResolver installed) {
            return installed.routes;
        }
        var platform = Platform.find(current, modern);
        var impl = field("impl").get(null);
        ownName = ownName(impl);
        var routes = new Routes(cache(), cached);
        var handler = new PlaneResolver(all, routes, platform, policy(impl));
        holder.set(null, Proxy.newProxyInstance(null, new Class<?>[] {holder.getType()}, handler));
        return routes;
    }

    private static JdkCache cache() {
        try {
            return new JdkCache(field("cache").get(null) instanceof Map<?, ?> map ? map : null);
        } catch (ReflectiveOperationException | RuntimeException e) {
            return new JdkCache(null);
        }
    }

    static Field field(String name) throws ReflectiveOperationException {
        var field = InetAddress.class.getDeclaredField(name);
        field.setAccessible(true);
        return field;
    }

    private static String ownName(@Nullable Object impl) {
        try {
            if (impl != null) {
                var method = Class.forName("java.net.InetAddressImpl").getDeclaredMethod("getLocalHostName");
                method.setAccessible(true);
                return DnsMessage.canonical(String.valueOf(method.invoke(impl)));
            }
        } catch (ReflectiveOperationException e) {
            // without a name of its own the machine is asked for at the plane, which refuses it
        }
        return "";
    }

    private static int policy(@Nullable Object impl) {
        return impl != null && impl.getClass().getName().equals("java.net.Inet4AddressImpl")
                ? PlaneDns.IPV4
                : PlaneDns.standardPolicy();
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        Object first = arguments == null || arguments.length == 0 ? null : arguments[0];
        var dns = method.getName().startsWith("lookup") && first instanceof String host ? whom(host) : null;
        return switch (method.getName()) {
            case "equals" -> proxy == first;
            case "hashCode" -> System.identityHashCode(proxy);
            case "toString" -> "Brownout's resolver" + (all == null ? "" : ", asking " + all);
            case "lookupAllHostAddr" ->
                dns != null && first instanceof String host
                        ? dns.lookup(host, standardPolicy)
                        : platform.ask(method, arguments);
            case "lookupByName" ->
                dns != null && first instanceof String host
                        ? Stream.of(dns.lookup(host, characteristics(arguments)))
                        : platform.ask(method, arguments);
            default -> platform.ask(method, arguments);
        };
    }

    private int characteristics(@Nullable Object @Nullable [] arguments) throws ReflectiveOperationException {
        var policy = arguments == null || arguments.length < 2 ? null : arguments[1];
        if (policy == null) {
            return standardPolicy;
        }
        var value = policy.getClass().getMethod("characteristics").invoke(policy);
        return value instanceof Integer i ? i : standardPolicy;
    }

    /** Tell who is to be asked for a host; null for the platform. */
    private @Nullable PlaneDns whom(String host) {
        if (stays(host)) {
            return null;
        }
        var route = routes.find(DnsMessage.canonical(host), host);
        return route != null ? route : all;
    }

    /** Tell whether a host is always left to the platform. */
    static boolean stays(String host) {
        var name = DnsMessage.canonical(host);
        if (name.isEmpty() || name.equals(ownName) || name.equals("localhost") || name.endsWith(".localhost")) {
            return true;
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == ':' || c == '%') {
                return true;
            }
            if (c != '.' && (c < '0' || c > '9')) {
                return name.indexOf(':') >= 0;
            }
        }
        return true;
    }
}
