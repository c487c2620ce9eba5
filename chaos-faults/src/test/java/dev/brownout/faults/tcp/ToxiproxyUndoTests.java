package dev.brownout.faults.tcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.Component;
import dev.brownout.api.Link;
import dev.brownout.api.Protocol;
import dev.brownout.api.Timings;
import dev.brownout.faults.decide.Asker;
import dev.brownout.faults.rest.RestCall;
import dev.brownout.faults.tcp.control.ToxiproxyServer;
import dev.brownout.faults.tcp.proxy.Direction;
import dev.brownout.faults.undo.Ledger;
import dev.brownout.faults.undo.LedgerEntry;
import dev.brownout.faults.undo.Recovery;
import dev.brownout.faults.undo.StateDirectory;
import dev.brownout.faults.undo.UndoActions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What is done to a Toxiproxy server that outlives us stands in the ledger, and can be undone from it alone. */
class ToxiproxyUndoTests {
    private static final Link LINK = Link.between(
            new Component("gateway", Map.of(), Timings.NONE),
            new Component("store", Map.of(), Timings.NONE),
            Protocol.REDIS);

    @TempDir
    private Path directory;

    private final ToxiproxyServer server = ToxiproxyServer.start(1, address -> Asker.VICTIM);

    @AfterEach
    void close() {
        server.close();
    }

    private JsonNode proxies() throws IOException {
        return RestCall.send(
                        "GET",
                        URI.create("http://127.0.0.1:" + server.address().getPort() + "/proxies"),
                        Optional.empty(),
                        Duration.ofSeconds(5))
                .json();
    }

    @Test
    void should_leave_a_clean_ledger_after_an_ordinary_end() {
        try (var ledger = Ledger.create(directory.resolve("ledger.jsonl"))) {
            try (var plane = TcpPlane.remote(server.address(), "127.0.0.1", ledger)) {
                plane.open(LINK);
                var toxic = plane.toxic(LINK, "a", "latency", Direction.UPSTREAM, 1, Map.of("latency", 1L));
                var down = plane.refuse(LINK, "d", true);
                assertThat(ledger.left())
                        .extracting(LedgerEntry::action)
                        .containsExactly("toxiproxy.enable", "toxiproxy.remove", "toxiproxy.delete");
                assertThatThrownBy(() -> plane.toxic(LINK, "b", "no-such", Direction.UPSTREAM, 1, Map.of()))
                        .isInstanceOf(BrownoutException.class);
                assertThatThrownBy(() -> plane.toxic(LINK, "a", "latency", Direction.UPSTREAM, 1, Map.of()))
                        .hasMessageContaining("[409]");
                assertThat(ledger.left()).hasSize(3);
                down.close();
                toxic.close();
                assertThat(ledger.left()).extracting(LedgerEntry::action).containsExactly("toxiproxy.delete");
            }
            assertThat(ledger.left()).isEmpty();
        }
    }

    @Test
    void should_be_undone_from_the_ledger_when_its_run_is_gone() throws IOException {
        var file = directory.resolve("ledger.jsonl");
        var state = new StateDirectory(directory.resolve("state"));
        try (var ledger = Ledger.create(file, state)) {
            // never closed, as if killed
            var plane = TcpPlane.remote(server.address(), "127.0.0.1", ledger);
            plane.open(LINK);
            plane.toxic(LINK, "a/1", "latency", Direction.UPSTREAM, 1, Map.of("latency", 1L));
            plane.refuse(LINK, "d", true);
        }
        assertThat(proxies().toString()).contains("\"enabled\":false", "a_1");
        var report = new Recovery(state, UndoActions.load()).run(file, step -> {});
        assertThat(report.steps())
                .extracting(s -> s.entry().action() + " " + s.restored())
                .containsExactly("toxiproxy.enable true", "toxiproxy.remove true", "toxiproxy.delete true");
        assertThat(proxies()).isEmpty();
        assertThat(new Recovery(state, UndoActions.load()).run(file, step -> {}).complete())
                .isTrue();
    }

    @Test
    void should_say_that_the_server_does_not_answer() {
        var file = directory.resolve("ledger.jsonl");
        try (var ledger = Ledger.create(file)) {
            TcpPlane.remote(server.address(), "127.0.0.1", ledger).open(LINK);
        }
        server.close();
        var report = new Recovery(new StateDirectory(directory), UndoActions.load()).run(file, step -> {});
        assertThat(report.complete()).isFalse();
        assertThat(report.steps().get(0).words()).contains("Toxiproxy must answer at", "delete the entry");
    }
}
