package dev.brownout.faults.tcp.control;

import dev.brownout.faults.tcp.proxy.Direction;
import dev.brownout.faults.tcp.proxy.Proxy;
import dev.brownout.faults.tcp.proxy.Toxic;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Write proxies and toxics as JSON, keys in the order in which Toxiproxy sends them. */
final class Rendering {
    private Rendering() {}

    static String proxy(Proxy proxy) {
        // "Logger" leaks from the real server since 2.5.0; it is sent so that nobody can tell the two apart
        return "{\"name\":" + GoJson.quote(proxy.name()) + ",\"listen\":" + GoJson.quote(proxy.listen())
                + ",\"upstream\":" + GoJson.quote(proxy.upstream()) + ",\"enabled\":" + proxy.enabled()
                + ",\"Logger\":{},\"toxics\":" + toxics(proxy.toxics()) + "}";
    }

    static String proxyArray(Collection<Proxy> proxies) {
        return proxies.stream().map(Rendering::proxy).collect(Collectors.joining(",", "[", "]"));
    }

    /** @param proxies in the order of their names */
    static String proxyMap(Collection<Proxy> proxies) {
        return proxies.stream()
                .map(p -> GoJson.quote(p.name()) + ":" + proxy(p))
                .collect(Collectors.joining(",", "{", "}"));
    }

    /** Upstream ones first, each direction in the order of creation. */
    static String toxics(List<Toxic> toxics) {
        return Arrays.stream(Direction.values())
                .flatMap(d -> toxics.stream().filter(t -> t.direction() == d))
                .map(Rendering::toxic)
                .collect(Collectors.joining(",", "[", "]"));
    }

    static String toxic(Toxic toxic) {
        var attributes = toxic.attributes().values().entrySet().stream()
                .map(e -> GoJson.quote(e.getKey()) + ":" + e.getValue())
                .collect(Collectors.joining(",", "{", "}"));
        return "{\"attributes\":" + attributes + ",\"name\":" + GoJson.quote(toxic.name()) + ",\"type\":"
                + GoJson.quote(toxic.type().name()) + ",\"stream\":" + GoJson.quote(toxic.stream()) + ",\"toxicity\":"
                + GoJson.number(toxic.toxicity()) + "}";
    }
}
