package dev.brownout.faults.node;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** Which method of which path does what. Immutable once it is built. */
final class Routes {
    private final List<Route> routes = new ArrayList<>();

    /**
     * @param status 200, 201 or 204
     * @param body what is sent; ignored with 204
     */
    record Reply(int status, JsonNode body) {
        /** It was done, and there is nothing to tell. */
        static final Reply NOTHING = new Reply(204, MissingNode.getInstance());

        static Reply ok(JsonNode body) {
            return new Reply(200, body);
        }
    }

    /** Does what a route is for; throws {@link NodeError} or any other exception. May block for some seconds. */
    interface Action {
        Reply answer(String id, String body);
    }

    /**
     * @param template the path, of which one segment may be {@code {id}}
     */
    record Route(String method, String template, Action action) {}

    Routes add(String method, String template, Action action) {
        routes.add(new Route(method, template, action));
        return this;
    }

    List<Route> all() {
        return List.copyOf(routes);
    }

    /** Answer a request; the path is as it was sent, still encoded. */
    Reply answer(String method, String path, String body) {
        var segments = path.substring(Math.min(1, path.length())).split("/", -1);
        Set<String> others = new TreeSet<>();
        for (var route : routes) {
            var wanted = route.template().substring(1).split("/", -1);
            if (fits(wanted, segments)) {
                if (route.method().equals(method)) {
                    return route.action().answer(id(wanted, segments), body);
                }
                others.add(route.method());
            }
        }
        if (others.isEmpty()) {
            throw NodeError.notFound("a path", path, "see /openapi.json");
        }
        throw NodeError.of(405, "the method for " + path + " must be one of " + others + ", but was " + method, "");
    }

    private static boolean fits(String[] wanted, String[] segments) {
        if (wanted.length != segments.length) {
            return false;
        }
        for (int i = 0; i < wanted.length; i++) {
            boolean free = wanted[i].equals("{id}") && !segments[i].isEmpty();
            if (!free && !wanted[i].equals(segments[i])) {
                return false;
            }
        }
        return true;
    }

    private static String id(String[] wanted, String[] segments) {
        for (int i = 0; i < wanted.length; i++) {
            if (wanted[i].equals("{id}")) {
                try {
                    // the decoder is for forms, in which a plus is a space; in a path it is a plus
                    return URLDecoder.decode(segments[i].replace("+", "%2B"), StandardCharsets.UTF_8);
                } catch (IllegalArgumentException e) {
                    throw NodeError.field("the id in the path", "be encoded as a URL is", segments[i], "");
                }
            }
        }
        return "";
    }
}
