package dev.brownout.faults.tcp.control;

import dev.brownout.faults.tcp.proxy.Proxy;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Answer requests as Toxiproxy 2.12.0 does, one after another. Called on a thread that may wait for its turn. */
final class Api {
    static final String VERSION = "2.12.0";

    private static final Set<String> WRITES = Set.of("POST", "PATCH");
    private static final String PROXIES = "proxies";

    private final Proxies proxies;

    Api(Proxies proxies) {
        this.proxies = proxies;
    }

    /**
     * @param matched whether path and method name a route: such answers carry a request id
     * @param answer the answer
     */
    record Routed(boolean matched, Answer answer) {}

    Routed answer(Request request) {
        var segments = segments(request.path());
        var methods = methods(segments);
        if (methods.isEmpty()) {
            return new Routed(false, Answer.text(404, "404 page not found"));
        }
        if (!methods.contains(request.method())) {
            return new Routed(false, Answer.empty(405));
        }
        if (request.userAgent().startsWith("Mozilla/")) {
            return new Routed(true, Answer.text(403, "User agent not allowed"));
        }
        proxies.turn().lock();
        try {
            return new Routed(true, route(request, segments));
        } catch (ApiException e) {
            return new Routed(true, Answer.error(e));
        } finally {
            proxies.turn().unlock();
        }
    }

    /** Cut a path, keeping empty segments: {@code /proxies/} is not {@code /proxies}. */
    private static List<String> segments(String path) {
        var segments = new ArrayList<String>();
        for (var segment : path.substring(Math.min(1, path.length())).split("/", -1)) {
            segments.add(segment);
        }
        return segments;
    }

    private static Set<String> methods(List<String> segments) {
        var first = segments.get(0);
        boolean named =
                segments.stream().noneMatch(s -> s.isEmpty() || decode(s).contains("/"));
        int depth = named ? segments.size() : -1;
        if (depth == 1) {
            return switch (first) {
                case PROXIES -> Set.of("GET", "POST");
                case "reset", "populate" -> Set.of("POST");
                case "version" -> Set.of("GET");
                default -> Set.of();
            };
        }
        if (!first.equals(PROXIES) || (depth > 2 && !segments.get(2).equals("toxics"))) {
            return Set.of();
        }
        return switch (depth) {
            case 2, 4 -> Set.of("GET", "POST", "PATCH", "DELETE");
            case 3 -> Set.of("GET", "POST");
            default -> Set.of();
        };
    }

    private static String decode(String segment) {
        // the decoder is for forms, in which a plus is a space; in a path it is a plus
        return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private Answer route(Request request, List<String> segments) throws ApiException {
        return switch (segments.size()) {
            case 1 -> root(request, segments.get(0));
            case 2 -> proxy(request, proxies.get(decode(segments.get(1))));
            case 3 -> toxics(request, proxies.get(decode(segments.get(1))));
            default -> toxic(request, proxies.get(decode(segments.get(1))), decode(segments.get(3)));
        };
    }

    private Answer root(Request request, String name) throws ApiException {
        return switch (name) {
            case PROXIES ->
                request.method().equals("GET")
                        ? Answer.json(200, Rendering.proxyMap(proxies.all()))
                        : Answer.json(
                                201,
                                Rendering.proxy(
                                        proxies.create(Proxies.Wish.of(Body.object(request.body(), "Proxy"), ""))));
            case "reset" -> {
                proxies.reset();
                yield Answer.empty(204);
            }
            case "populate" -> populate(request);
            default -> new Answer(200, "application/json;charset=utf-8", "{\"version\": \"" + VERSION + "\"}\n");
        };
    }

    private Answer populate(Request request) {
        var done = new ArrayList<Proxy>();
        try {
            var wishes = new ArrayList<Proxies.Wish>();
            for (var body : Body.array(request.body(), "Proxy")) {
                wishes.add(Proxies.Wish.of(body, " at proxy " + (wishes.size() + 1)));
            }
            for (var wish : wishes) {
                done.add(proxies.populate(wish));
            }
            return Answer.json(201, "{\"proxies\":" + orNull(done) + "}");
        } catch (ApiException e) {
            return Answer.populateError(e, orNull(done));
        }
    }

    private static String orNull(List<Proxy> done) {
        return done.isEmpty() ? "null" : Rendering.proxyArray(done);
    }

    private Answer proxy(Request request, Proxy proxy) throws ApiException {
        if (request.method().equals("DELETE")) {
            proxies.delete(proxy);
            return Answer.empty(204);
        }
        if (WRITES.contains(request.method())) {
            proxies.update(proxy, Body.object(request.body(), "Proxy"));
        }
        return Answer.json(200, Rendering.proxy(proxy));
    }

    private static Answer toxics(Request request, Proxy proxy) throws ApiException {
        return Answer.json(
                200,
                request.method().equals("GET")
                        ? Rendering.toxics(proxy.toxics())
                        : Rendering.toxic(Toxics.create(proxy, Body.object(request.body(), "ToxicWrapper"))));
    }

    private static Answer toxic(Request request, Proxy proxy, String name) throws ApiException {
        var toxic = Toxics.get(proxy, name);
        if (request.method().equals("DELETE")) {
            Toxics.delete(proxy, toxic);
            return Answer.empty(204);
        }
        var now = WRITES.contains(request.method())
                ? Toxics.update(proxy, toxic, Body.object(request.body(), "ToxicWrapper"))
                : toxic;
        return Answer.json(200, Rendering.toxic(now));
    }
}
