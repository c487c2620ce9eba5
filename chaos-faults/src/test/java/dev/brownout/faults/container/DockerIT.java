package dev.brownout.faults.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the real docker command says in each state, and what we make of it. The daemons are ours, on loopback. */
class DockerIT {
    @BeforeAll
    static void aCommand() {
        boolean there = Docker.find("docker").isPresent();
        if (!there && "true".equals(System.getenv("CI"))) {
            throw new AssertionError("in CI the docker command must be installed: apt-get install docker.io");
        }
        assumeTrue(there, "no docker command here; apt-get install docker.io");
    }

    private static DockerState at(String host) {
        return new Docker(Map.of("DOCKER_HOST", host)).state();
    }

    @Test
    void should_tell_that_it_is_not_installed(@TempDir Path empty) {
        var state = new Docker(Map.of("PATH", empty.toString())).state();
        assertThat(state)
                .isEqualTo(new DockerState(
                        DockerState.Kind.ABSENT,
                        "not installed",
                        "install it, on Debian and Ubuntu: apt-get install docker.io"));
        assertThat(state.usable()).isFalse();
    }

    @Test
    void should_tell_that_no_daemon_runs(@TempDir Path directory) {
        var socket = directory.resolve("none.sock");
        var state = at("unix://" + socket);
        assertThat(state.kind()).isEqualTo(DockerState.Kind.NOT_RUNNING);
        assertThat(state.words()).contains("unix://" + socket);
        assertThat(state.next()).isNotBlank();
    }

    @Test
    void should_tell_that_another_machine_is_silent_and_keep_a_password_to_itself() {
        var state = at("tcp://user:secret@127.0.0.1:1");
        assertThat(state.kind()).isEqualTo(DockerState.Kind.SILENT);
        assertThat(state.words()).startsWith("set to another machine, tcp://127.0.0.1:1, which does not answer");
        assertThat(state.next()).contains("unset DOCKER_HOST");
    }

    @Test
    void should_tell_where_a_daemon_of_another_machine_is() throws IOException {
        var state = answering("1.44", 200, """
                {"Version":"25.0.3","ApiVersion":"1.44","MinAPIVersion":"1.24","Os":"linux","Arch":"arm64"}""");
        assertThat(state.kind()).isEqualTo(DockerState.Kind.REMOTE);
        assertThat(state.words())
                .startsWith("version 25.0.3 (API 1.44, linux/arm64) on another machine, tcp://127.0.0.1:")
                .endsWith("published ports are there, not on this machine's loopback");
        assertThat(state.usable()).isTrue();
    }

    @Test
    void should_tell_that_a_daemon_is_too_old() throws IOException {
        var state = answering("1.39", 200, """
                {"Version":"18.09.1","ApiVersion":"1.39","MinAPIVersion":"1.12","Os":"linux","Arch":"amd64"}""");
        assertThat(state)
                .isEqualTo(new DockerState(
                        DockerState.Kind.TOO_OLD,
                        "version 18.09.1 (API 1.39, linux/amd64), which is too old: API 1.41 or newer is needed",
                        "update to Docker 20.10 or newer"));
    }

    @Test
    void should_tell_that_client_and_daemon_do_not_fit() throws IOException {
        var state = answering("1.99", 400, """
                {"message":"client version 1.50 is too old. Minimum supported API version is 1.90, please upgrade"}""");
        assertThat(state.kind()).isEqualTo(DockerState.Kind.TOO_OLD);
        assertThat(state.next()).isEqualTo("update the docker command");
    }

    @Test
    void should_tell_that_only_Linux_containers_will_do() throws IOException {
        var state = answering("1.44", 200, """
                {"Version":"25.0.3","ApiVersion":"1.44","MinAPIVersion":"1.24","Os":"windows","Arch":"amd64"}""");
        assertThat(state.usable()).isFalse();
        assertThat(state.next()).isEqualTo("switch Docker to Linux containers");
    }

    /** The state that follows from what a daemon says of its version. */
    private static DockerState answering(String api, int status, String version) throws IOException {
        var daemon = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        daemon.createContext("/", exchange -> {
            var ping = exchange.getRequestURI().getPath().endsWith("/_ping");
            var body = (ping ? "OK" : version).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Api-Version", api);
            exchange.getResponseHeaders().set("Content-Type", ping ? "text/plain" : "application/json");
            boolean head = exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(ping ? 200 : status, head ? -1 : body.length);
            try (exchange) {
                if (!head) {
                    exchange.getResponseBody().write(body);
                }
            }
        });
        daemon.start();
        try {
            return at("tcp://127.0.0.1:" + daemon.getAddress().getPort());
        } finally {
            daemon.stop(0);
        }
    }
}
