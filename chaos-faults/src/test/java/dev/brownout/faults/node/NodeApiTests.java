package dev.brownout.faults.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.brownout.api.BrownoutException;
import dev.brownout.faults.FaultRegistry;
import dev.brownout.faults.LocalPlane;
import dev.brownout.faults.TestServer;
import dev.brownout.faults.rest.RestCall;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The control API as its clients see it. Every answer in here is held against the OpenAPI document. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NodeApiTests {
    private static final JsonMapper JSON = new JsonMapper();
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private final Node node = Node.open(Node.Settings.free("test"), FaultRegistry.load(), Node.NO_LEDGER);
    private final TestServer target = TestServer.redis();
    private final Set<String> asked = new HashSet<>();

    @TempDir
    private Path directory;

    @BeforeAll
    void publish() {
        ok("PUT", "/links/{id}", "gateway-to-ledger", link());
        ok(
                "PUT",
                "/names/{id}",
                "ledger.test",
                body("resolvers", "{\"gateway\":\"jvm-agent\"}").set("addresses", json("[\"127.0.0.1\",\"::1\"]")));
    }

    @AfterAll
    void close() {
        node.close();
        node.close();
        target.close();
    }

    private static JsonNode json(String text) {
        return JSON.readTree(text);
    }

    private static ObjectNode body(String field, String json) {
        return JSON.createObjectNode().set(field, json(json));
    }

    private ObjectNode link() {
        return JSON.createObjectNode()
                .put("from", "gateway")
                .put("to", "ledger")
                .put("protocol", "redis")
                .put("upstream", target.text());
    }

    private void lookUp(String name) {
        try {
            var resolver = new org.xbill.DNS.SimpleResolver(node.dns());
            resolver.send(org.xbill.DNS.Message.newQuery(org.xbill.DNS.Record.newRecord(
                    org.xbill.DNS.Name.fromString(name + "."), org.xbill.DNS.Type.A, org.xbill.DNS.DClass.IN)));
        } catch (IOException e) {
            throw new AssertionError(name, e);
        }
    }

    private static ObjectNode injection(String kind, String target) {
        return JSON.createObjectNode().put("kind", kind).put("target", target);
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + node.control().getPort() + path);
    }

    /** Ask, and hold question and answer against the document. */
    private RestCall.Answer ask(String method, String template, String id, Optional<JsonNode> body) {
        try {
            var answer = RestCall.send(
                    method, uri(template.replace("{id}", NodeClient.encode(id))), body, Duration.ofSeconds(20));
            asked.add(method + " " + template);
            var operation =
                    NodeApi.document().path("paths").path(template).path(method.toLowerCase(java.util.Locale.ROOT));
            assertThat(operation.isMissingNode())
                    .as("%s %s is documented", method, template)
                    .isFalse();
            var responses = operation.path("responses");
            var described = responses.path(Integer.toString(answer.status()));
            if (described.isMissingNode()) {
                assertThat(answer.ok())
                        .as("%s %s answered %s", method, template, answer)
                        .isFalse();
                described = responses.path("default");
            }
            var schema = described.path("content").path("application/json").path("schema");
            if (schema.isMissingNode()) {
                assertThat(answer.text()).isEmpty();
            } else {
                valid(schema, answer.text());
            }
            if (answer.ok() && body.isPresent()) {
                valid(
                        operation
                                .path("requestBody")
                                .path("content")
                                .path("application/json")
                                .path("schema"),
                        body.get().toString());
            }
            return answer;
        } catch (IOException e) {
            throw new AssertionError(method + " " + template, e);
        }
    }

    private static void valid(JsonNode schema, String text) {
        var whole = JSON.createObjectNode().put("$schema", "https://json-schema.org/draft/2020-12/schema");
        whole.setAll((ObjectNode) schema);
        whole.set("components", NodeApi.document().path("components"));
        assertThat(SCHEMAS.getSchema(whole.toString()).validate(text, InputFormat.JSON))
                .as("%s", text)
                .isEmpty();
    }

    private JsonNode ok(String method, String template, String id, JsonNode body) {
        var answer = ask(method, template, id, body.isMissingNode() ? Optional.empty() : Optional.of(body));
        assertThat(answer.ok()).as("%s", answer).isTrue();
        return answer.json();
    }

    private JsonNode ok(String method, String template, String id) {
        return ok(method, template, id, JSON.missingNode());
    }

    private JsonNode refused(int status, String method, String template, String id, JsonNode body) {
        var answer = ask(method, template, id, body.isMissingNode() ? Optional.empty() : Optional.of(body));
        assertThat(answer.status()).as("%s", answer).isEqualTo(status);
        return answer.json();
    }

    @Test
    void should_answer_every_route_as_documented() {
        assertThat(ok("GET", "/health", "").path("status").asString()).isEqualTo("up");
        assertThat(ok("GET", "/version", "").path("version").asString()).isEqualTo("test");
        assertThat(ok("GET", "/openapi.json", "")).isEqualTo(NodeApi.document());
        assertThat(ok("GET", "/places", "").path("toxiproxy").asString())
                .isEqualTo("127.0.0.1:" + node.toxiproxy().getPort());
        assertThat(ok("GET", "/kinds", "").path("kinds").size())
                .isEqualTo(FaultRegistry.load().kinds().size());
        ok("PUT", "/components/{id}", "wallet", body("labels", "{\"role\":\"wallet\"}"));
        for (var all : List.of("/components", "/links", "/names")) {
            assertThat(ok("GET", all, "").size()).isEqualTo(1);
        }
        assertThat(ok("GET", "/components/{id}", "gateway").path("vantage").asBoolean())
                .isFalse();
        assertThat(ok("GET", "/links/{id}", "gateway-to-ledger")
                        .path("protocol")
                        .asString())
                .isEqualTo("redis");
        assertThat(ok("GET", "/names/{id}", "ledger.test")
                        .path("resolvers")
                        .path("gateway")
                        .asString())
                .isEqualTo("jvm-agent");
        assertThat(ok("GET", "/kinds/{id}", "tcp.latency")
                        .path("arguments")
                        .path("required")
                        .toString())
                .contains("latency");
        assertThat(ok("GET", "/traffic", "")
                        .path("traffic")
                        .path(0)
                        .path("link")
                        .asString())
                .isEqualTo("gateway-to-ledger");
        ok("POST", "/injections", "", injection("dns.nxdomain", "ledger.test").put("id", "a/1"));
        assertThat(ok("GET", "/injections", "").path("injections").size()).isPositive();
        assertThat(ok("GET", "/injections/{id}", "a/1").path("state").asString())
                .isEqualTo("in-place");
        lookUp("ledger.test");
        var decided = ok("GET", "/injections/{id}/decisions", "a/1").path("streams");
        assertThat(decided.propertyNames()).containsExactly("A ledger.test victim 127.0.0.1");
        assertThat(decided.path("A ledger.test victim 127.0.0.1").toString())
                .isEqualTo("[{\"ordinal\":0,\"hit\":true}]");
        ok("DELETE", "/injections/{id}", "a/1");
        assertThat(ok("GET", "/injections/{id}", "a/1").path("state").asString())
                .isEqualTo("removed");
        assertThat(ok("GET", "/injections/{id}/decisions", "a/1").path("streams"))
                .isEqualTo(decided);
        assertThat(ask("GET", "/injections/{id}/decisions", "none", Optional.empty())
                        .status())
                .isEqualTo(404);
        var seen = ok(
                "POST",
                "/measurements",
                "",
                injection("dns.nxdomain", "ledger.test").put("victim", "gateway"));
        assertThat(seen.path("reading").asString()).contains("no vantage inside it");
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(ok(
                                        "POST",
                                        "/components/{id}/vantage",
                                        "brownout-node",
                                        json("{\"ask\":\"connect\",\"deadline\":\"2s\",\"address\":\"127.0.0.1:"
                                                + node.toxiproxy().getPort() + "\"}"))
                                .path("outcome")
                                .asString())
                        .isEqualTo("ANSWERED"));
        ok("PUT", "/runs/{id}", "run-1", json("{\"lease\":\"30s\"}"));
        ok("DELETE", "/runs/{id}", "run-1");
        ok("PUT", "/links/{id}", "gateway-to-ledger", link());
        ok("PUT", "/names/{id}", "ledger.test", body("resolvers", "{\"gateway\":\"jvm-agent\"}"));

        var documented = new HashSet<String>();
        NodeApi.document()
                .path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .propertyNames()
                        .forEach(m -> documented.add(m.toUpperCase(java.util.Locale.ROOT) + " " + path.getKey())));
        assertThat(asked).containsAll(documented);
        var routes = node.routes();
        assertThat(routes)
                .extracting(r -> r.method() + " " + r.template())
                .containsExactlyInAnyOrderElementsOf(documented);
    }

    @Test
    void should_describe_arguments_that_its_own_examples_keep() {
        for (var kind : FaultRegistry.load().kinds()) {
            var schema = KindJson.of(kind).path("arguments");
            var example = JSON.createObjectNode();
            kind.description().example().forEach((name, text) -> {
                var type = schema.path("properties").path(name).path("type").asString("");
                example.set(name, type.equals("string") ? JSON.valueToTree(text) : json(text));
            });
            assertThat(SCHEMAS.getSchema(schema.toString()).validate(example.toString(), InputFormat.JSON))
                    .as("%s %s", kind.name(), example)
                    .isEmpty();
        }
    }

    @Test
    void should_do_a_fault_until_its_life_is_over() {
        var put = ok(
                "POST",
                "/injections",
                "",
                injection("dns.servfail", "ledger.test").put("id", "short").put("life", "2s"));
        assertThat(put.path("state").asString()).isEqualTo("in-place");
        await().atMost(Duration.ofSeconds(10))
                .until(() -> ok("GET", "/injections/{id}", "short")
                        .path("state")
                        .asString()
                        .equals("expired"));
        assertThat(ok("GET", "/injections/{id}", "short").path("detail").asString())
                .isEqualTo("its maximum life of 2s is over");
        ok("DELETE", "/injections/{id}", "short");
        assertThat(ok("GET", "/injections/{id}", "short").path("state").asString())
                .isEqualTo("expired");
    }

    @Test
    void should_give_up_what_a_run_has_had_done_that_is_gone() {
        ok("PUT", "/runs/{id}", "killed", json("{\"lease\":\"1s\"}"));
        ok("PUT", "/runs/{id}", "alive", json("{\"lease\":\"1m\"}"));
        var one = injection("dns.servfail", "ledger.test")
                .put("id", "of-the-killed")
                .put("run", "killed");
        var other = injection("tcp.latency", "gateway-to-ledger")
                .put("id", "of-the-living")
                .put("run", "alive");
        other.putObject("arguments").put("latency", "10ms");
        ok("POST", "/injections", "", one);
        ok("POST", "/injections", "", other);
        await().atMost(Duration.ofSeconds(10))
                .until(() -> ok("GET", "/injections/{id}", "of-the-killed")
                        .path("state")
                        .asString()
                        .equals("expired"));
        assertThat(ok("GET", "/injections/{id}", "of-the-killed").path("detail").asString())
                .isEqualTo("its run was not heard of for longer than its lease of 1s");
        assertThat(ok("GET", "/injections/{id}", "of-the-living").path("state").asString())
                .isEqualTo("in-place");
        ok("DELETE", "/injections/{id}", "of-the-living");
    }

    @Test
    void should_refuse_an_id_that_was_deleted_even_before_it_was_used() {
        ok("DELETE", "/injections/{id}", "late");
        assertThat(refused(404, "GET", "/injections/{id}", "late", JSON.missingNode())
                        .path("error")
                        .asString())
                .contains("late");
        var late = injection("dns.servfail", "ledger.test").put("id", "late");
        assertThat(refused(409, "POST", "/injections", "", late).path("error").asString())
                .contains("was used, or deleted, before");
    }

    @Test
    void should_do_the_same_request_once_and_refuse_another_of_its_id() {
        var one = injection("tcp.refuse", "gateway-to-ledger").put("id", "one");
        var first = ok("POST", "/injections", "", one);
        assertThat(ok("POST", "/injections", "", one)).isEqualTo(first);
        refused(409, "POST", "/injections", "", one.deepCopy().put("seed", 99));
        var other = injection("tcp.timeout", "gateway-to-ledger").put("id", "other");
        assertThat(refused(409, "POST", "/injections", "", other).path("error").asString())
                .contains("contradicts tcp.refuse", "\"one\"");
        ok("DELETE", "/injections/{id}", "one");
        ok("POST", "/injections", "", other);
        ok("DELETE", "/injections/{id}", "other");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POST | /injections | {\"kind\":\"tcp.slow\",\"target\":\"x\"} | 404 | a fault kind must exist",
                "POST | /injections | {\"kind\":\"tcp.refuse\",\"target\":\"x\"} | 404 | a link must exist",
                "POST | /injections | {\"target\":\"x\"} | 400 | kind must be given",
                "POST | /injections | {\"kind\":7,\"target\":\"x\"} | 400 | kind must be a text",
                "POST | /injections | {\"kind\":\"tcp.refuse\",\"target\":\"gateway-to-ledger\",\"life\":\"9h\"} | 400 | life must be over 0s and at most 1h",
                "POST | /injections | {\"kind\":\"tcp.refuse\",\"target\":\"gateway-to-ledger\",\"life\":\"soon\"} | 400 | life must be a duration",
                "POST | /injections | {\"kind\":\"tcp.refuse\",\"target\":\"gateway-to-ledger\",\"lief\":\"1s\"} | 400 | lief must be one of",
                "POST | /injections | {\"kind\":\"tcp.latency\",\"target\":\"gateway-to-ledger\",\"arguments\":{}} | 400 | latency must be given",
                "POST | /injections | {\"kind\":\"tcp.latency\",\"target\":\"gateway-to-ledger\",\"arguments\":{\"latency\":[1]}} | 400 | arguments.latency must be a text, a number",
                "POST | /injections | {\"kind\":\"tcp.refuse\",\"target\":\"gateway-to-ledger\",\"seed\":1.5} | 400 | seed must be a whole number",
                "POST | /injections | [1] | 400 | the body must be a JSON object",
                "PUT | /links/{id} | {\"from\":\"a\"} | 400 | to must be given",
                "PUT | /links/{id} | {\"from\":\"a\",\"to\":\"b\",\"protocol\":\"smtp\"} | 400 | protocol must be one of",
                "PUT | /links/{id} | {\"from\":\"a\",\"to\":\"b\",\"upstream\":\"ledger:5432\"} | 400 | upstream must be IP addresses",
                "PUT | /names/{id} | {\"resolvers\":{}} | 400 | must be resolved by at least one component",
                "PUT | /names/{id} | {\"resolvers\":{\"a\":\"hosts\"}} | 400 | resolvers.a must be one of",
            })
    void should_say_what_is_wrong_with_a_request(String method, String path, String body, int status, String words) {
        var error = refused(status, method, path, "x", json(body)).path("error").asString();
        assertThat(error).contains(words);
    }

    /** Send bytes as they are, and read whatever comes until the end. */
    private String raw(String request) throws IOException {
        return raw(request, false);
    }

    private String raw(String request, boolean end) throws IOException {
        try (var socket =
                new Socket(InetAddress.getLoopbackAddress(), node.control().getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            if (end) {
                socket.shutdownOutput();
            }
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (java.net.SocketException e) {
            return "reset";
        }
    }

    private String get(String headers) throws IOException {
        return raw("GET /health HTTP/1.1\r\n" + headers + "Connection: close\r\n\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host: evil.example\\r\\n",
                "Host: 192.0.2.7\\r\\n",
                "Host: 127.0.0.1.evil.example\\r\\n",
                "Host: 127.0.0.1\\r\\nHost: evil.example\\r\\n",
                "Accept: */*\\r\\n",
                "Host: 127.0.0.1\\r\\nOrigin: http://evil.example\\r\\n",
                "Host: 127.0.0.1\\r\\nOrigin: null\\r\\n",
                "Host: 127.0.0.1\\r\\nOrigin: https://127.0.0.1\\r\\n",
                "Host: localhost:1\\r\\nUser-Agent: Mozilla/5.0 (X11)\\r\\n",
            })
    void should_refuse_pages(String headers) throws IOException {
        assertThat(get(headers.replace("\\r\\n", "\r\n")))
                .startsWith("HTTP/1.1 403")
                .contains("\"error\":");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host: 127.0.0.1:8475\\r\\n",
                "Host: localhost\\r\\n",
                "Host: [::1]:8475\\r\\n",
                "Host: 127.0.0.1:1\\r\\nOrigin: http://127.0.0.1:1\\r\\n",
            })
    void should_answer_its_own_names(String headers) throws IOException {
        assertThat(get(headers.replace("\\r\\n", "\r\n"))).startsWith("HTTP/1.1 200");
    }

    @Test
    void should_refuse_a_body_that_is_not_said_to_be_json() throws IOException {
        var form = "POST /injections HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n"
                + "Connection: close\r\n\r\n{}";
        assertThat(raw(form)).startsWith("HTTP/1.1 415");
        assertThat(raw(form.replace("Content-Type: text/plain\r\n", ""))).startsWith("HTTP/1.1 415");
    }

    @Test
    void should_refuse_a_body_that_is_too_large_and_methods_and_paths_that_are_not_there() throws IOException {
        var large = "POST /injections HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
                + (NodeHttp.MAX_BODY + 1) + "\r\n\r\n";
        assertThat(raw(large)).startsWith("HTTP/1.1 413").contains("at most 1048576 bytes");
        assertThat(raw("DELETE /links/x HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 405")
                .contains("must be one of [GET, PUT]");
        assertThat(raw("GET /injections/%zz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 400");
        assertThat(raw("GET /../etc HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 404");
    }

    @Test
    void should_answer_pipelined_requests_in_their_order() throws IOException {
        var one = "GET /version HTTP/1.1\r\nHost: localhost\r\n\r\n";
        var last = "GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
        var answers = raw(one + one + last);
        assertThat(answers.split("HTTP/1.1 200", -1)).hasSize(4);
        assertThat(answers).matches("(?s).*\"api\".*\"api\".*\"up\".*");
    }

    @Test
    void should_outlive_garbage() throws IOException {
        var random = new Random(4);
        for (int i = 0; i < 300; i++) {
            var bytes = new byte[random.nextInt(400)];
            random.nextBytes(bytes);
            var garbage = new String(bytes, StandardCharsets.ISO_8859_1);
            var json = "{".repeat(random.nextInt(2_000)) + garbage;
            raw(
                    i % 3 == 0
                            ? garbage
                            : i % 3 == 1
                                    ? "GET /" + garbage + " HTTP/1.1\r\n" + garbage + "\r\n\r\n"
                                    : "POST /injections HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                                            + "Connection: close\r\nContent-Length: " + json.length() + "\r\n\r\n"
                                            + json,
                    true);
        }
        assertThat(ok("GET", "/health", "").path("status").asString()).isEqualTo("up");
    }

    @Test
    void should_refuse_public_addresses_and_ports_that_are_taken() throws IOException {
        var everywhere = new InetSocketAddress("0.0.0.0", 0);
        var free = Node.Settings.free("test");
        assertThatThrownBy(() -> settings(free.places(), everywhere, Optional.empty()))
                .isInstanceOf(BrownoutException.class)
                .hasMessageContaining("the control API must listen on loopback")
                .hasMessageContaining("--allow-public");
        assertThatThrownBy(() ->
                        settings(new LocalPlane.Places(everywhere, free.control()), free.control(), Optional.empty()))
                .hasMessageContaining("the DNS server must listen on loopback");
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var address = (InetSocketAddress) taken.getLocalSocketAddress();
            for (var settings : List.of(
                    settings(free.places(), address, Optional.empty()),
                    settings(new LocalPlane.Places(address, free.control()), free.control(), Optional.empty()),
                    settings(new LocalPlane.Places(free.control(), address), free.control(), Optional.empty()))) {
                assertThatThrownBy(() -> Node.open(settings, FaultRegistry.load(), Node.NO_LEDGER))
                        .isInstanceOf(BrownoutException.class)
                        .hasMessageContaining("must be free")
                        .hasMessageContaining("127.0.0.1:" + address.getPort());
            }
        }
    }

    private static Node.Settings settings(LocalPlane.Places places, InetSocketAddress control, Optional<Path> config) {
        return new Node.Settings(places, control, List.of(), false, Set.of(), 1, Duration.ofHours(1), config, "test");
    }

    @Test
    void should_create_the_proxies_of_a_toxiproxy_config() throws IOException {
        var file = directory.resolve("toxiproxy.json");
        Files.writeString(
                file, "[{\"name\":\"ledger\",\"listen\":\"127.0.0.1:0\",\"upstream\":\"" + target.text() + "\"}]");
        var free = Node.Settings.free("test");
        try (var configured = Node.open(
                settings(free.places(), free.control(), Optional.of(file)), FaultRegistry.load(), Node.NO_LEDGER)) {
            var proxies = RestCall.send(
                    "GET",
                    URI.create("http://127.0.0.1:" + configured.toxiproxy().getPort() + "/proxies"),
                    Optional.empty(),
                    Duration.ofSeconds(5));
            assertThat(proxies.json().path("ledger").path("enabled").asBoolean())
                    .isTrue();
        }
        Files.writeString(file, "{\"name\":\"ledger\"}");
        assertThatThrownBy(() -> Node.open(
                        settings(free.places(), free.control(), Optional.of(file)),
                        FaultRegistry.load(),
                        Node.NO_LEDGER))
                .hasMessageContaining("must hold a JSON array of proxies");
    }
}
