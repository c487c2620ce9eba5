package dev.brownout.faults.node;

import dev.brownout.api.Vantage;
import java.net.InetSocketAddress;
import java.util.Base64;
import java.util.function.BiFunction;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Has a vantage measure what a request asks; {@link NodeVantage} is the other end. */
final class VantageCalls {
    private static final JsonMapper JSON = new JsonMapper();

    private final BiFunction<String, String, InetSocketAddress> addresses;

    /**
     * @param addresses reads the address in a field
     */
    VantageCalls(BiFunction<String, String, InetSocketAddress> addresses) {
        this.addresses = addresses;
    }

    /** Measures; the reading as it is. */
    JsonNode answer(Vantage vantage, Body body) {
        var ask = body.required("ask");
        var deadline = body.duration("deadline")
                .orElseThrow(() -> NodeError.field("deadline", "be given", "missing", "see /openapi.json"));
        Object reading = switch (ask) {
            case "connect" -> vantage.connect(address(body), bytes(body, "greeting"), deadline);
            case "flow" ->
                vantage.flow(
                        address(body),
                        bytes(body, "greeting"),
                        count(body),
                        bytes(body, "marker"),
                        body.flag("end"),
                        deadline);
            case "hold" -> vantage.hold(address(body), bytes(body, "greeting"), count(body), deadline);
            case "query" -> vantage.query(body.required("name"), deadline);
            case "lookup" -> vantage.lookup(body.required("name"), deadline);
            case "handshake" -> vantage.handshake(address(body), body.required("name"), deadline);
            case "get" -> vantage.get(address(body), body.required("path"), body.texts("headers"), deadline);
            case "web-socket" ->
                vantage.webSocket(address(body), body.required("path"), body.texts("headers"), count(body), deadline);
            default ->
                throw NodeError.field(
                        "ask",
                        "be one of connect, flow, hold, query, lookup, handshake, get, web-socket",
                        ask,
                        "see /openapi.json");
        };
        body.end();
        return JSON.valueToTree(reading);
    }

    private InetSocketAddress address(Body body) {
        return addresses.apply("address", body.required("address"));
    }

    private static byte[] bytes(Body body, String field) {
        try {
            return Base64.getDecoder().decode(body.text(field).orElse(""));
        } catch (IllegalArgumentException e) {
            throw NodeError.field(field, "be base64 (RFC 4648)", String.valueOf(e.getMessage()), "");
        }
    }

    private static int count(Body body) {
        long count = body.integer("count").orElse(1L);
        if (count < 1 || count > 1_000_000) {
            throw NodeError.field("count", "be 1 to 1000000", Long.toString(count), "");
        }
        return (int) count;
    }
}
