package dev.brownout.faults.node;

import dev.brownout.api.Durations;
import dev.brownout.api.Vantage;
import dev.brownout.faults.tcp.proxy.HostPort;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A vantage whose agent talks to a node: the node is asked to measure from it. Thread safe. */
final class NodeVantage implements Vantage {
    private static final JsonMapper JSON = new JsonMapper();

    private final NodeClient client;
    private final String component;

    NodeVantage(NodeClient client, String component) {
        this.client = client;
        this.component = component;
    }

    @Override
    public String component() {
        return component;
    }

    private <R> R ask(Class<R> reading, ObjectNode question, Duration deadline) {
        question.put("deadline", Durations.format(Duration.ofMillis(Math.max(1, deadline.toMillis()))));
        return JSON.treeToValue(
                client.post("/components/" + NodeClient.encode(component) + "/vantage", question), reading);
    }

    private static ObjectNode question(String ask) {
        return JSON.createObjectNode().put("ask", ask);
    }

    private static ObjectNode question(String ask, InetSocketAddress address) {
        return question(ask).put("address", HostPort.text(address));
    }

    private static String text(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    @Override
    public TcpReading connect(InetSocketAddress address, byte[] greeting, Duration deadline) {
        return ask(TcpReading.class, question("connect", address).put("greeting", text(greeting)), deadline);
    }

    @Override
    public FlowReading flow(
            InetSocketAddress address, byte[] unit, int times, byte[] marker, boolean end, Duration deadline) {
        var question = question("flow", address)
                .put("greeting", text(unit))
                .put("count", times)
                .put("marker", text(marker))
                .put("end", end);
        return ask(FlowReading.class, question, deadline);
    }

    @Override
    public HoldReading hold(InetSocketAddress address, byte[] greeting, int count, Duration deadline) {
        return ask(
                HoldReading.class,
                question("hold", address).put("greeting", text(greeting)).put("count", count),
                deadline);
    }

    @Override
    public DnsReading query(String name, Duration deadline) {
        return ask(DnsReading.class, question("query").put("name", name), deadline);
    }

    @Override
    public LookupReading lookup(String name, Duration deadline) {
        return ask(LookupReading.class, question("lookup").put("name", name), deadline);
    }

    @Override
    public TlsReading handshake(InetSocketAddress address, String serverName, Duration deadline) {
        return ask(TlsReading.class, question("handshake", address).put("name", serverName), deadline);
    }

    @Override
    public HttpReading get(InetSocketAddress address, String path, Map<String, String> headers, Duration deadline) {
        var question = question("get", address).put("path", path);
        question.set("headers", JSON.valueToTree(headers));
        return ask(HttpReading.class, question, deadline);
    }

    @Override
    public WebSocketReading webSocket(
            InetSocketAddress address, String path, Map<String, String> headers, int pings, Duration deadline) {
        var question = question("web-socket", address).put("path", path).put("count", pings);
        question.set("headers", JSON.valueToTree(headers));
        return ask(WebSocketReading.class, question, deadline);
    }

    @Override
    public String toString() {
        return "the vantage inside " + component + ", through a node";
    }
}
