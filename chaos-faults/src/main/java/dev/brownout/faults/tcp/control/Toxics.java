package dev.brownout.faults.tcp.control;

import dev.brownout.faults.tcp.proxy.Direction;
import dev.brownout.faults.tcp.proxy.Exposure;
import dev.brownout.faults.tcp.proxy.Proxy;
import dev.brownout.faults.tcp.proxy.SocketFilters;
import dev.brownout.faults.tcp.proxy.Toxic;
import dev.brownout.faults.tcp.toxic.Attributes;
import dev.brownout.faults.tcp.toxic.ToxicType;
import dev.brownout.faults.tcp.toxic.ToxicTypes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Create, change and remove the toxics of a proxy. Called by who has the turn. */
final class Toxics {
    private static final String ATTRIBUTES = "attributes";

    private Toxics() {}

    static Toxic get(Proxy proxy, String name) throws ApiException {
        return proxy.toxics().stream()
                .filter(t -> t.name().equals(name))
                .findFirst()
                .orElseThrow(ApiException::toxicNotFound);
    }

    /** Reads attributes that are given: those of the names that are there. */
    interface Given {
        Map<String, Long> read(List<String> names, String goName) throws ApiException;
    }

    static Toxic create(Proxy proxy, Body body) throws ApiException {
        return create(
                proxy,
                body.string("name").orElse(""),
                body.string("type").orElse(""),
                body.string("stream").orElse(Direction.DOWNSTREAM.wireName()),
                body.float32("toxicity").orElse(1f),
                (names, goName) -> body.integers(ATTRIBUTES, names, goName));
    }

    /**
     * @param givenName its name; if empty, one is made of type and stream
     */
    static Toxic create(Proxy proxy, String givenName, String typeName, String stream, float toxicity, Given given)
            throws ApiException {
        var direction = Direction.find(stream)
                .orElseThrow(() -> new ApiException(400, "stream was invalid, can be either upstream or downstream"));
        var type = ToxicTypes.find(typeName).orElseThrow(() -> new ApiException(400, "invalid toxic type"));
        var name = givenName.isEmpty() ? typeName + "_" + stream : givenName;
        if (proxy.toxics().stream().anyMatch(t -> t.name().equals(name))) {
            throw new ApiException(409, "toxic already exists");
        }
        if (type.filters() && SocketFilters.unavailable().isPresent()) {
            throw new ApiException(
                    400,
                    "toxic " + typeName + " cannot act here: "
                            + SocketFilters.unavailable().get());
        }
        var attributes = attributes(given, type, Attributes.zero(type.attributes()));
        var toxic = new Toxic(name, type, stream, direction, toxicity, attributes, System.nanoTime(), new Exposure());
        change(proxy, toxics -> {
            var more = new ArrayList<>(toxics);
            more.add(toxic);
            return more;
        });
        return toxic;
    }

    /** Change all that was asked for, or nothing. */
    static Toxic update(Proxy proxy, Toxic toxic, Body body) throws ApiException {
        Given given = (names, goName) -> body.integers(ATTRIBUTES, names, goName);
        var changed = toxic.with(
                body.float32("toxicity").orElse(toxic.toxicity()), attributes(given, toxic.type(), toxic.attributes()));
        change(
                proxy,
                toxics -> toxics.stream()
                        .map(t -> t.name().equals(toxic.name()) ? changed : t)
                        .toList());
        return changed;
    }

    static void delete(Proxy proxy, Toxic toxic) throws ApiException {
        change(
                proxy,
                toxics -> List.copyOf(toxics.stream()
                        .filter(t -> !t.name().equals(toxic.name()))
                        .toList()));
    }

    private static void change(Proxy proxy, UnaryOperator<List<Toxic>> change) throws ApiException {
        try {
            proxy.toxics(change);
        } catch (IOException e) {
            throw ApiException.internal(e);
        }
    }

    private static Attributes attributes(Given given, ToxicType type, Attributes present) throws ApiException {
        var names = new ArrayList<>(type.attributes());
        names.add(Attributes.RAMP);
        return present.with(given.read(names, goName(type)));
    }

    /** The name of the Go type that the real server reads the attributes into. */
    private static String goName(ToxicType type) {
        if (type.name().equals("reset_peer")) {
            return "ResetToxic";
        }
        var name = new StringBuilder();
        for (var word : type.name().split("_", -1)) {
            name.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
        }
        return name.append("Toxic").toString();
    }
}
