package dev.brownout.faults.tcp.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.brownout.faults.TestServer;
import eu.rekawek.toxiproxy.Proxy;
import eu.rekawek.toxiproxy.ToxiproxyClient;
import eu.rekawek.toxiproxy.model.ToxicDirection;
import eu.rekawek.toxiproxy.model.toxic.Latency;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What holds for every server of Toxiproxy's API, seen through the real Java client and on the wire. */
abstract class ToxiproxyApiCases {
    private final HttpClient http = HttpClient.newHttpClient();
    private TestServer echo;
    private ToxiproxyClient client;

    /** Where the API listens. */
    abstract InetSocketAddress control();

    @BeforeEach
    void startEmpty() throws IOException {
        echo = TestServer.echo();
        client = new ToxiproxyClient("127.0.0.1", control().getPort());
        for (var proxy : client.getProxies()) {
            proxy.delete();
        }
    }

    @AfterEach
    void closeEcho() {
        echo.close();
    }

    private Proxy proxy(String name) throws IOException {
        return client.createProxy(name, "127.0.0.1:0", echo.text());
    }

    private static int port(Proxy proxy) {
        return Integer.parseInt(proxy.getListen().substring(proxy.getListen().lastIndexOf(':') + 1));
    }

    private static Socket connect(Proxy proxy) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), port(proxy));
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static long roundTripMillis(Socket socket) throws IOException {
        long began = System.nanoTime();
        socket.getOutputStream().write('x');
        assertThat(socket.getInputStream().read()).isEqualTo('x');
        return (System.nanoTime() - began) / 1_000_000;
    }

    private HttpResponse<String> send(String method, String path, String body, String... headers) {
        var request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + control().getPort() + path))
                .timeout(Duration.ofSeconds(10))
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** In order, or reset where the server had not yet read what was sent (RFC 9293, section 3.10.4). */
    private static void assertEnds(Socket socket) throws IOException {
        try {
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        } catch (java.net.SocketException reset) {
            assertThat(reset).hasMessageContaining("reset");
        }
    }

    @Test
    void should_list_proxies_in_order_of_their_names() throws IOException {
        for (var name : new String[] {"b", "c", "a"}) {
            proxy(name);
        }
        assertThat(client.getProxies()).extracting(Proxy::getName).containsExactly("a", "b", "c");
    }

    @Test
    void should_relay_and_end() throws IOException {
        try (var socket = connect(proxy("p"))) {
            assertThat(roundTripMillis(socket)).isLessThan(5_000);
        }
    }

    @Test
    void should_say_why_it_refuses() throws IOException {
        var proxy = proxy("p");
        proxy.toxics().latency("l", ToxicDirection.DOWNSTREAM, 1);

        assertThatThrownBy(() -> proxy("p")).hasMessage("[409] proxy already exists");
        assertThatThrownBy(() -> client.getProxy("q")).hasMessage("[404] proxy not found");
        assertThatThrownBy(() -> proxy.toxics().get("x")).hasMessage("[404] toxic not found");
        assertThatThrownBy(() -> proxy.toxics().latency("l", ToxicDirection.UPSTREAM, 1))
                .hasMessage("[409] toxic already exists");
        assertThatThrownBy(() -> client.createProxy("r", proxy.getListen(), echo.text()))
                .hasMessage("[500] listen tcp " + proxy.getListen() + ": bind: address already in use");
    }

    @Test
    void should_delay_and_stop_delaying() throws IOException {
        var proxy = proxy("p");
        try (var socket = connect(proxy)) {
            var toxic = proxy.toxics().latency("l", ToxicDirection.DOWNSTREAM, 300);
            assertThat(roundTripMillis(socket)).isBetween(299L, 8_000L);
            toxic.setLatency(500).setJitter(20);
            assertThat(roundTripMillis(socket)).isBetween(478L, 8_000L);
            var read = proxy.toxics().get("l", Latency.class);
            assertThat(read.getLatency()).isEqualTo(500);
            assertThat(read.getJitter()).isEqualTo(20);
            assertThat(read.getStream()).isEqualTo(ToxicDirection.DOWNSTREAM);
            toxic.remove();
            // noise can make one slow, but none fast
            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(roundTripMillis(socket)).isLessThan(470));
        }
    }

    @Test
    void should_add_up_the_latencies_of_both_directions() throws IOException {
        var proxy = proxy("p");
        proxy.toxics().latency("up", ToxicDirection.UPSTREAM, 200);
        proxy.toxics().latency("down", ToxicDirection.DOWNSTREAM, 100);
        try (var socket = connect(proxy)) {
            assertThat(roundTripMillis(socket)).isBetween(298L, 8_000L);
        }
    }

    @Test
    void should_drop_and_then_close_on_timeout() throws IOException {
        var proxy = proxy("p");
        proxy.toxics().timeout("t", ToxicDirection.DOWNSTREAM, 400);
        try (var socket = connect(proxy)) {
            long began = System.nanoTime();
            socket.getOutputStream().write('x');
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
            assertThat((System.nanoTime() - began) / 1_000_000).isBetween(390L, 8_000L);
        }
    }

    @Test
    void should_close_when_a_timeout_is_removed() throws IOException {
        var proxy = proxy("p");
        try (var socket = connect(proxy)) {
            assertThat(roundTripMillis(socket)).isLessThan(5_000);
            var toxic = proxy.toxics().timeout("t", ToxicDirection.UPSTREAM, 0);
            socket.getOutputStream().write('x');
            socket.setSoTimeout(200);
            assertThatThrownBy(() -> socket.getInputStream().read())
                    .isInstanceOf(java.net.SocketTimeoutException.class);
            toxic.remove();
            socket.setSoTimeout(10_000);
            assertEnds(socket);
        }
        try (var socket = connect(proxy)) {
            assertThat(roundTripMillis(socket)).isLessThan(5_000);
        }
    }

    @Test
    void should_refuse_while_disabled_and_come_back_on_the_same_port() throws IOException {
        var proxy = proxy("p");
        try (var socket = connect(proxy)) {
            assertThat(roundTripMillis(socket)).isLessThan(5_000);
            proxy.disable();
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
        assertThatThrownBy(() -> connect(proxy)).isInstanceOf(ConnectException.class);
        proxy.enable();
        assertThat(client.getProxy("p").getListen()).isEqualTo(proxy.getListen());
        try (var socket = connect(proxy)) {
            assertThat(roundTripMillis(socket)).isLessThan(5_000);
        }
    }

    @Test
    void should_reset_everything() throws IOException {
        var proxy = proxy("p");
        proxy.toxics().latency("l", ToxicDirection.DOWNSTREAM, 5_000);
        proxy.disable();
        client.reset();
        assertThat(client.getProxy("p").isEnabled()).isTrue();
        assertThat(client.getProxy("p").toxics().getAll()).isEmpty();
    }

    @Test
    void should_move_and_keep_its_toxics() throws IOException {
        var proxy = proxy("p");
        proxy.toxics().latency("l", ToxicDirection.DOWNSTREAM, 1);
        int before = port(proxy);
        proxy.setListen("localhost:0");
        assertThat(port(proxy)).isNotEqualTo(before);
        try (var other = TestServer.echo();
                var socket = connect(proxy)) {
            assertThat(roundTripMillis(socket)).isLessThan(5_000);
            proxy.setUpstream(other.text());
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
        assertThat(proxy.toxics().getAll()).hasSize(1);
    }

    @Test
    void should_keep_connections_when_nothing_changes() throws IOException {
        var proxy = proxy("p");
        try (var socket = connect(proxy)) {
            assertThat(roundTripMillis(socket)).isLessThan(5_000);
            proxy.setListen("localhost:" + port(proxy));
            proxy.setUpstream(echo.text());
            assertThat(roundTripMillis(socket)).isLessThan(5_000);
        }
    }

    @Test
    void should_close_clients_whose_upstream_is_not_there() throws IOException {
        var proxy = client.createProxy("p", "127.0.0.1:0", "127.0.0.1:1");
        try (var socket = connect(proxy)) {
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void should_free_the_port_of_a_deleted_proxy() throws IOException {
        var proxy = proxy("p");
        proxy.delete();
        assertThatThrownBy(() -> connect(proxy)).isInstanceOf(ConnectException.class);
        assertThat(client.createProxy("q", proxy.getListen(), echo.text()).getListen())
                .isEqualTo(proxy.getListen());
    }

    @Test
    void should_act_on_the_asked_share_of_connections_only() throws IOException {
        var proxy = proxy("p");
        send("POST", "/proxies/p/toxics", "{\"type\":\"latency\",\"toxicity\":0,\"attributes\":{\"latency\":5000}}");
        try (var socket = connect(proxy)) {
            assertThat(roundTripMillis(socket)).isLessThan(5_000);
        }
    }

    @Test
    void should_tell_its_version_exactly() {
        var answer = send("GET", "/version", "");
        assertThat(answer.body()).isEqualTo("{\"version\": \"2.12.0\"}\n");
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json;charset=utf-8");
        assertThat(answer.headers().firstValue("X-Toxiproxy-Request-Id"))
                .hasValueSatisfying(id -> assertThat(id).matches("[0-9a-v]{20}"));
    }

    @Test
    void should_write_proxies_and_toxics_in_its_own_order_of_keys() {
        var proxy = send(
                "POST",
                "/proxies",
                "{\"NAME\":\"a<b\",\"upstream\":\"x:1\",\"listen\":\"localhost:0\",\"enabled\":false,\"more\":1} rest");
        assertThat(proxy.statusCode()).isEqualTo(201);
        assertThat(proxy.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(proxy.body())
                .isEqualTo("{\"name\":\"a\\u003cb\",\"listen\":\"localhost:0\",\"upstream\":\"x:1\",\"enabled\":false,"
                        + "\"Logger\":{},\"toxics\":[]}");

        var toxic = send(
                "POST",
                "/proxies/a%3Cb/toxics",
                "{\"type\":\"latency\",\"stream\":\"UPSTREAM\",\"toxicity\":0.1,\"attributes\":{\"LATENCY\":5}}");
        assertThat(toxic.statusCode()).isEqualTo(200);
        assertThat(toxic.body())
                .isEqualTo("{\"attributes\":{\"latency\":5,\"jitter\":0},\"name\":\"latency_UPSTREAM\","
                        + "\"type\":\"latency\",\"stream\":\"UPSTREAM\",\"toxicity\":0.1}");
        send("POST", "/proxies/a%3Cb/toxics", "{\"type\":\"noop\",\"name\":\"n\"}");
        send("POST", "/proxies/a%3Cb/toxics", "{\"type\":\"timeout\",\"name\":\"u\",\"stream\":\"upstream\"}");
        assertThat(send("GET", "/proxies/a%3Cb/toxics", "").body())
                .isEqualTo(
                        "[{\"attributes\":{\"latency\":5,\"jitter\":0},\"name\":\"latency_UPSTREAM\","
                                + "\"type\":\"latency\",\"stream\":\"UPSTREAM\",\"toxicity\":0.1},"
                                + "{\"attributes\":{\"timeout\":0},\"name\":\"u\",\"type\":\"timeout\",\"stream\":\"upstream\","
                                + "\"toxicity\":1},"
                                + "{\"attributes\":{},\"name\":\"n\",\"type\":\"noop\",\"stream\":\"downstream\",\"toxicity\":1}]");
    }

    @ParameterizedTest
    @CsvSource({"1,1", "1.0,1", "0.1,0.1", "0.33333334,0.33333334", "2.5,2.5", "-1,-1", "100,100", "1e-7,1e-7", "0,0"})
    void should_print_toxicity_as_a_short_float(String given, String printed) {
        send("POST", "/proxies", "{\"name\":\"p\",\"upstream\":\"x:1\",\"enabled\":false}");
        var toxic = send("POST", "/proxies/p/toxics", "{\"type\":\"noop\",\"toxicity\":" + given + "}");
        assertThat(toxic.body()).endsWith("\"toxicity\":" + printed + "}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            POST   | /proxies               | {"upstream":"x:1"}                              | 400 | missing required field: name
            POST   | /proxies               | {"name":"p","upstream":null}                    | 400 | missing required field: upstream
            POST   | /proxies               | {"name":"p","upstream":"x:1","listen":"1.2.3.4"}| 500 | listen tcp: address 1.2.3.4: missing port in address
            POST   | /proxies/known         | {"listen":"garbage"}                            | 500 | address garbage: missing port in address
            POST   | /proxies/known/toxics  | {"type":"nonsense"}                             | 400 | invalid toxic type
            POST   | /proxies/known/toxics  | {"type":"Latency"}                              | 400 | invalid toxic type
            POST   | /proxies/known/toxics  | {}                                              | 400 | invalid toxic type
            POST   | /proxies/known/toxics  | {"type":"latency","stream":""}                  | 400 | stream was invalid, can be either upstream or downstream
            PATCH  | /proxies/unknown       | nonsense                                        | 404 | proxy not found
            DELETE | /proxies/known/toxics/x| ''                                              | 404 | toxic not found
            """)
    void should_answer_errors_as_text_with_json(String method, String path, String body, int status, String message) {
        send("POST", "/proxies", "{\"name\":\"known\",\"upstream\":\"x:1\",\"enabled\":false}");
        var answer = send(method, path, body);
        assertThat(answer.body()).isEqualTo("{\"error\":\"" + message + "\",\"status\":" + status + "}\n");
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/plain; charset=utf-8");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /proxies              | ''                                                      | EOF
            /proxies              | {"name":                                                | unexpected EOF
            /proxies              | x                                                       | invalid character
            /proxies              | {"name":1,"upstream":"x:1"}                             | json: cannot unmarshal number into Go struct field Proxy.name of type string
            /proxies              | {"name":"q","upstream":"x:1","enabled":"no"}            | json: cannot unmarshal string into Go struct field Proxy.enabled of type bool
            /proxies/known/toxics | {"type":"latency","toxicity":"1"}                       | json: cannot unmarshal string into Go struct field ToxicWrapper.toxicity of type float32
            /proxies/known/toxics | {"type":"latency","attributes":{"latency":1.5}}         | json: cannot unmarshal number 1.5 into Go struct field LatencyToxic.attributes.latency of type int64
            /proxies/known/toxics | {"type":"latency","attributes":{"latency":100.0}}       | json: cannot unmarshal number
            /proxies/known/toxics | {"type":"latency","attributes":{"latency":"100"}}       | json: cannot unmarshal string
            """)
    void should_name_what_cannot_be_read(String path, String body, String reason) {
        send("POST", "/proxies", "{\"name\":\"known\",\"upstream\":\"x:1\",\"enabled\":false}");
        var answer = send("POST", path, body);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).startsWith("{\"error\":\"bad request body: " + reason);
    }

    @ParameterizedTest
    @CsvSource({"GET,/", "GET,/proxies/", "GET,/nowhere", "GET,/proxies/p/toxics/", "PUT,/nowhere"})
    void should_not_know_other_paths(String method, String path) {
        var answer = send(method, path, "", "User-Agent", "Mozilla/5.0");
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).isEqualTo("404 page not found\n");
        assertThat(answer.headers().firstValue("X-Toxiproxy-Request-Id")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"PUT,/proxies", "GET,/reset", "POST,/version", "OPTIONS,/proxies/p", "DELETE,/proxies"})
    void should_not_allow_other_methods(String method, String path) {
        var answer = send(method, path, "");
        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.headers().map()).doesNotContainKeys("allow", "content-type", "x-toxiproxy-request-id");
    }

    @Test
    void should_turn_browsers_away() {
        var answer = send("GET", "/version", "", "User-Agent", "Mozilla/5.0 (X11)");
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).isEqualTo("User agent not allowed\n");
        assertThat(send("GET", "/version", "", "User-Agent", "mozilla/5.0").statusCode())
                .isEqualTo(200);
    }

    @Test
    void should_clean_paths() {
        var answer = send("GET", "/proxies/../version", "");
        assertThat(answer.statusCode()).isEqualTo(301);
        assertThat(answer.headers().firstValue("Location")).hasValue("/version");
    }

    @Test
    void should_populate() {
        var first = send(
                "POST",
                "/populate",
                "[{\"name\":\"a\",\"upstream\":\"x:1\",\"enabled\":false},{\"name\":\"b\",\"upstream\":\"x:2\",\"enabled\":false}]");
        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(first.body()).startsWith("{\"proxies\":[{\"name\":\"a\",\"listen\":\"\"");
        send("POST", "/proxies/a/toxics", "{\"type\":\"noop\"}");
        send("POST", "/proxies/b/toxics", "{\"type\":\"noop\"}");

        send("POST", "/populate", "[{\"name\":\"b\",\"upstream\":\"x:3\",\"enabled\":false}]");

        assertThat(send("GET", "/proxies/a/toxics", "").body()).contains("noop");
        assertThat(send("GET", "/proxies/b/toxics", "").body()).isEqualTo("[]");
        assertThat(send("GET", "/proxies/b", "").body()).contains("\"upstream\":\"x:3\"");
        assertThat(send("POST", "/populate", "[]").body()).isEqualTo("{\"proxies\":null}");
        assertThat(send("POST", "/populate", "[{\"name\":\"c\",\"upstream\":\"x:1\"},{\"name\":\"d\"}]")
                        .body())
                .isEqualTo(
                        "{\"error\":\"missing required field: upstream at proxy 2\",\"status\":400,\"proxies\":null}");
        assertThat(send("GET", "/proxies/c", "").statusCode()).isEqualTo(404);
    }

    @Test
    void should_echo_where_it_listens() {
        assertThat(send("POST", "/proxies", "{\"name\":\"a\",\"upstream\":\"x:1\"}")
                        .body())
                .containsPattern("\"listen\":\"\\[::\\]:\\d+\"");
        assertThat(send("POST", "/proxies", "{\"name\":\"b\",\"upstream\":\"x:1\",\"listen\":\"localhost:0\"}")
                        .body())
                .containsPattern("\"listen\":\"127\\.0\\.0\\.1:\\d+\"");
    }

    @Test
    void should_take_a_request_without_any_length_as_one_without_a_body() throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), control().getPort())) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream()
                    .write("POST /reset HTTP/1.1\r\nHost: x\r\n\r\nGET /version HTTP/1.1\r\nHost: x\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(TestServer.line(socket.getInputStream())).isEqualTo("HTTP/1.1 204 No Content");
        }
    }

    @Test
    void should_survive_latency_coming_and_going_without_losing_a_byte() throws Exception {
        var proxy = proxy("p");
        try (var socket = connect(proxy)) {
            var random = new java.util.Random(7);
            var sent = new byte[400_000];
            random.nextBytes(sent);
            var sender = new Thread(() -> {
                try {
                    for (int from = 0; from < sent.length; from += 200) {
                        socket.getOutputStream().write(sent, from, 200);
                    }
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            var received = new java.io.ByteArrayOutputStream();
            var receiver = new Thread(() -> {
                var buffer = new byte[8192];
                try {
                    while (received.size() < sent.length) {
                        int n = socket.getInputStream().read(buffer);
                        if (n < 0) {
                            return;
                        }
                        received.write(buffer, 0, n);
                    }
                } catch (IOException e) {
                    // what is missing is seen below
                }
            });
            receiver.start();
            sender.start();
            for (int i = 0; i < 40; i++) {
                var direction = i % 2 == 0 ? ToxicDirection.UPSTREAM : ToxicDirection.DOWNSTREAM;
                var toxic = proxy.toxics().latency("l" + i, direction, random.nextInt(20));
                toxic.setJitter(random.nextInt(10));
                toxic.remove();
            }
            await().atMost(Duration.ofSeconds(30)).until(() -> !receiver.isAlive());
            sender.join(10_000);
            assertThat(java.util.Arrays.equals(received.toByteArray(), sent))
                    .as("%d of %d bytes, the same and in order", received.size(), sent.length)
                    .isTrue();
        }
    }

    private void toxic(String proxy, String body) {
        var answer = send("POST", "/proxies/" + proxy + "/toxics", body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            bandwidth  | {"rate":0}
            latency    | {"latency":0,"jitter":0}
            limit_data | {"bytes":0}
            noop       | {}
            reset_peer | {"timeout":0}
            slicer     | {"average_size":0,"size_variation":0,"delay":0}
            slow_close | {"delay":0}
            timeout    | {"timeout":0}
            """)
    void should_list_every_attribute_of_every_toxic(String type, String attributes) {
        send("POST", "/proxies", "{\"name\":\"p\",\"upstream\":\"x:1\",\"enabled\":false}");
        assertThat(send("POST", "/proxies/p/toxics", "{\"type\":\"" + type + "\"}")
                        .body())
                .isEqualTo("{\"attributes\":" + attributes + ",\"name\":\"" + type + "_downstream\",\"type\":\"" + type
                        + "\",\"stream\":\"downstream\",\"toxicity\":1}");
        assertThat(send("PATCH", "/proxies/p/toxics/" + type + "_downstream", "{\"toxicity\":0.5}")
                        .body())
                .contains("\"attributes\":" + attributes)
                .endsWith("\"toxicity\":0.5}");
    }

    @ParameterizedTest
    @CsvSource({
        "bandwidth,rate,BandwidthToxic",
        "limit_data,bytes,LimitDataToxic",
        "reset_peer,timeout,ResetToxic",
        "slow_close,delay,SlowCloseToxic",
        "timeout,timeout,TimeoutToxic"
    })
    void should_name_the_attribute_that_it_cannot_read(String type, String attribute, String goType) {
        send("POST", "/proxies", "{\"name\":\"p\",\"upstream\":\"x:1\",\"enabled\":false}");
        var body = "{\"type\":\"" + type + "\",\"attributes\":{\"" + attribute + "\":\"1\"}}";
        assertThat(send("POST", "/proxies/p/toxics", body).body())
                .startsWith("{\"error\":\"bad request body: json: cannot unmarshal string into Go struct field "
                        + goType + ".attributes." + attribute + " of type int64");
    }

    @Test
    void should_let_no_more_than_the_bandwidth_pass() throws IOException {
        var proxy = proxy("p");
        proxy.toxics().bandwidth("b", ToxicDirection.UPSTREAM, 100);
        try (var socket = connect(proxy)) {
            var sent = new byte[50_000];
            new java.util.Random(5).nextBytes(sent);
            long began = System.nanoTime();
            socket.getOutputStream().write(sent);
            assertThat(socket.getInputStream().readNBytes(sent.length)).isEqualTo(sent);
            assertThat((System.nanoTime() - began) / 1_000_000).isBetween(480L, 8_000L);
        }
    }

    @Test
    void should_hold_everything_at_rate_zero_until_it_is_removed() throws IOException {
        var proxy = proxy("p");
        var toxic = proxy.toxics().bandwidth("b", ToxicDirection.UPSTREAM, 0);
        try (var socket = connect(proxy)) {
            socket.getOutputStream().write('x');
            socket.setSoTimeout(200);
            assertThatThrownBy(() -> socket.getInputStream().read())
                    .isInstanceOf(java.net.SocketTimeoutException.class);
            toxic.remove();
            socket.setSoTimeout(5_000);
            assertThat(socket.getInputStream().read()).isEqualTo('x');
        }
    }

    @Test
    void should_pass_every_byte_in_slices() throws IOException {
        var proxy = proxy("p");
        proxy.toxics().slicer("s", ToxicDirection.DOWNSTREAM, 10, 20_000).setSizeVariation(5);
        try (var socket = connect(proxy)) {
            var sent = new byte[200];
            new java.util.Random(6).nextBytes(sent);
            long began = System.nanoTime();
            socket.getOutputStream().write(sent);
            assertThat(socket.getInputStream().readNBytes(sent.length)).isEqualTo(sent);
            // no piece is longer than 15 bytes, and 20 ms lie between two
            assertThat((System.nanoTime() - began) / 1_000_000).isBetween(13 * 20 - 5L, 8_000L);
        }
    }

    @Test
    void should_close_after_so_many_bytes() throws IOException {
        var proxy = proxy("p");
        proxy.toxics().limitData("l", ToxicDirection.DOWNSTREAM, 100);
        try (var socket = connect(proxy)) {
            socket.getOutputStream().write(new byte[60]);
            assertThat(socket.getInputStream().readNBytes(60)).hasSize(60);
            socket.getOutputStream().write(new byte[60]);
            assertThat(socket.getInputStream().readAllBytes()).hasSize(40);
        }
    }

    @Test
    void should_close_late() throws IOException {
        try (var once = new TestServer(accepted -> {
            int asked = accepted.getInputStream().read();
            accepted.getOutputStream().write(asked);
        })) {
            var proxy = client.createProxy("p", "127.0.0.1:0", once.text());
            proxy.toxics().slowClose("c", ToxicDirection.DOWNSTREAM, 400);
            try (var socket = connect(proxy)) {
                long began = System.nanoTime();
                roundTripMillis(socket); // after which the far end closes
                assertThat(socket.getInputStream().read()).isEqualTo(-1);
                assertThat((System.nanoTime() - began) / 1_000_000).isBetween(395L, 8_000L);
            }
        }
    }

    @Test
    void should_reset_new_connections_on_their_first_data() throws IOException {
        var proxy = proxy("p");
        toxic("p", "{\"type\":\"reset_peer\",\"stream\":\"upstream\",\"attributes\":{\"timeout\":200}}");
        try (var socket = connect(proxy)) {
            long began = System.nanoTime();
            socket.getOutputStream().write('x');
            assertThatThrownBy(() -> socket.getInputStream().read())
                    .isInstanceOf(java.net.SocketException.class)
                    .hasMessageContaining("reset");
            assertThat((System.nanoTime() - began) / 1_000_000).isBetween(195L, 8_000L);
        }
    }
}
