package dev.brownout.agent;

import dev.brownout.agent.DnsMessage.Answer;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
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
    // LookupPolicy's characteristics (java.net.spi.InetAddressResolver, 18)
    private static final int IPV4 = 1;
    private static final int IPV6 = 2;
    private static final int IPV6_FIRST = 8;

    /** The machine's own name, once known. */
    private static volatile String ownName = "";

    private final @Nullable DnsClient all;
    private final Routes routes;
    private final Object platform;
    private final int standardPolicy;

    private PlaneResolver(@Nullable DnsClient all, Routes routes, Object platform, int standardPolicy) {
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
    static Routes install(@Nullable DnsClient all, boolean cached, Instrumentation instrumentation)
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
        var platform = modern ? field("BUILTIN_RESOLVER").get(null) : current;
        if (platform == null) {
            throw new ReflectiveOperationException("InetAddress has no resolver of its own yet");
        }
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

    private static Field field(String name) throws ReflectiveOperationException {
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

    /** What a look-up that says nothing wants; the JDK's documented properties for networking. */
    private static int policy(@Nullable Object impl) {
        if (Boolean.getBoolean("java.net.preferIPv4Stack")
                || (impl != null && impl.getClass().getName().equals("java.net.Inet4AddressImpl"))) {
            return IPV4;
        }
        var first = System.getProperty("java.net.preferIPv6Addresses", "false");
        return IPV4 | IPV6 | (first.equalsIgnoreCase("true") ? IPV6_FIRST : 0);
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        Object first = arguments == null || arguments.length == 0 ? null : arguments[0];
        var dns = method.getName().startsWith("lookup") && first instanceof String host ? whom(host) : null;
        return switch (method.getName()) {
            case "equals" -> proxy == first;
            case "hashCode" -> System.identityHashCode(proxy);
            case "toString" -> "Brownout's resolver" + (all == null ? "" : ", asking " + all.server());
            case "lookupAllHostAddr" ->
                dns != null && first instanceof String host
                        ? lookup(dns, host, standardPolicy)
                        : askPlatform(method, arguments);
            case "lookupByName" ->
                dns != null && first instanceof String host
                        ? Stream.of(lookup(dns, host, characteristics(arguments)))
                        : askPlatform(method, arguments);
            default -> askPlatform(method, arguments);
        };
    }

    private @Nullable Object askPlatform(Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
        try {
            method.setAccessible(true);
            return method.invoke(platform, arguments);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
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
    private @Nullable DnsClient whom(String host) {
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

    private static InetAddress[] lookup(DnsClient dns, String host, int policy) throws UnknownHostException {
        boolean v4 = (policy & IPV4) != 0;
        boolean v6 = (policy & IPV6) != 0;
        int[] types = v4 && v6
                ? (policy & IPV6_FIRST) != 0
                        ? new int[] {DnsMessage.AAAA, DnsMessage.A}
                        : new int[] {DnsMessage.A, DnsMessage.AAAA}
                : new int[] {v6 ? DnsMessage.AAAA : DnsMessage.A};
        Answer[] answers;
        try {
            answers = dns.ask(host, types, Thread.currentThread() instanceof WitnessThread);
        } catch (UnknownHostException e) {
            throw e;
        } catch (IOException e) {
            throw unknown(host + ": no answer from " + server(dns) + ": " + e, e);
        }
        List<InetAddress> found = new ArrayList<>();
        for (var answer : answers) {
            if (answer.code().equals("NOERROR")) {
                found.addAll(answer.addresses());
            }
        }
        if (found.isEmpty()) {
            throw new UnknownHostException(host + ": " + why(dns, types, answers));
        }
        return found.toArray(new InetAddress[0]);
    }

    private static UnknownHostException unknown(String message, Throwable cause) {
        var e = new UnknownHostException(message);
        e.initCause(cause);
        return e;
    }

    private static String why(DnsClient dns, int[] types, Answer[] answers) {
        var one = why(dns, answers[0]);
        if (answers.length == 1 || one.equals(why(dns, answers[1]))) {
            return one;
        }
        var text = new StringBuilder();
        for (int i = 0; i < types.length; i++) {
            text.append(i == 0 ? "" : "; ").append(types[i] == DnsMessage.A ? "IPv4: " : "IPv6: ");
            text.append(why(dns, answers[i]));
        }
        return text.toString();
    }

    private static String why(DnsClient dns, Answer answer) {
        return switch (answer.code()) {
            case "NOERROR" -> "NOERROR without addresses from " + server(dns);
            case "TIMEOUT" -> "time-out, no answer from " + server(dns);
            case "UNREACHABLE" -> "nobody listens at " + server(dns);
            case "CLOSED" -> "truncated, and no TCP answer from " + server(dns);
            default -> answer.code() + " from " + server(dns);
        };
    }

    private static String server(DnsClient dns) {
        return "DNS server " + dns.server().getAddress().getHostAddress() + ":"
                + dns.server().getPort();
    }
}
