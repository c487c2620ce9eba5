package dev.brownout.junit;

import static dev.brownout.junit.Targets.link;
import static org.assertj.core.api.Assertions.assertThat;

import dev.brownout.api.FaultPlane;
import dev.brownout.api.Protocol;
import dev.brownout.api.Stack;
import dev.brownout.scenarios.journal.Event;
import dev.brownout.scenarios.stack.ServiceStack;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.reporting.ReportEntry;

/** What tests are given, and what is kept of them. */
class ParametersTests {
    private static Echo echo;

    @BeforeAll
    static void start() {
        echo = Echo.start();
    }

    @AfterAll
    static void stop() {
        echo.close();
    }

    /** Cases are run by these tests only. */
    @Brownout(seed = 3)
    abstract static class Case {
        @StackUnderTest
        static ServiceStack stack() {
            return ServiceStack.builder("shop")
                    .service("gateway", Protocol.HTTP1, () -> echo.address())
                    .service("sessions", Protocol.REDIS, () -> echo.address())
                    .service("ledger", Protocol.POSTGRES, () -> echo.address())
                    .build();
        }
    }

    static class Addressed extends Case {
        @LinkAddress("ledger")
        static URI uri;

        @LinkAddress("test-to-ledger")
        static InetSocketAddress address;

        @LinkAddress("ledger")
        static String text;

        @LinkAddress("ledger")
        static int port;

        @LinkAddress("ledger")
        private URI ownUri;

        @LinkAddress("sessions")
        private String ownText;

        private final int constructed;

        Addressed(@LinkAddress("ledger") int constructed) {
            this.constructed = constructed;
        }

        @BeforeAll
        static void setBeforeAll(@LinkAddress("sessions") URI sessions) {
            assertThat(uri.getScheme()).isEqualTo("postgresql");
            assertThat(uri.getHost()).isEqualTo("127.0.0.1");
            assertThat(address.getAddress().isLoopbackAddress()).isTrue();
            assertThat(port).isEqualTo(address.getPort()).isEqualTo(uri.getPort());
            assertThat(text).isEqualTo("127.0.0.1:" + port);
            assertThat(sessions).hasScheme("redis");
        }

        @BeforeEach
        void setBeforeEach(@LinkAddress("gateway") URI gateway) {
            assertThat(ownUri).isEqualTo(uri);
            assertThat(ownText).matches("127\\.0\\.0\\.1:\\d+").isNotEqualTo(text);
            assertThat(constructed).isEqualTo(port);
            assertThat(gateway).hasScheme("http");
        }

        @Test
        void everyKind(
                Faults faults,
                Stack stack,
                FaultPlane plane,
                TestJournal journal,
                @Seed long seed,
                @LinkAddress("ledger") int at) {
            assertThat(stack.id()).isEqualTo("shop");
            assertThat(faults.stack()).isSameAs(stack);
            assertThat(plane.open(stack.links().get(1))).isEqualTo(address);
            assertThat(journal.events()).isEmpty();
            assertThat(seed).isEqualTo(3);
            assertThat(at).isEqualTo(port);
        }
    }

    @Test
    void should_give_addresses_and_parts_to_whoever_asks() {
        var kit = Kit.run(Addressed.class);

        assertThat(kit.failures()).isEmpty();
        assertThat(kit.passed()).hasSize(1);
    }

    static class Seeded extends Case {
        @Test
        void configured(@Seed long seed, Faults faults) {
            assertThat(seed).isEqualTo(faults.seed()).isEqualTo(42);
        }
    }

    @Test
    void should_prefer_the_seed_that_is_configured() {
        var kit = Kit.run(Map.of(Settings.SEED, "42"), Seeded.class);

        assertThat(kit.failures()).isEmpty();
        assertThat(kit.passed()).hasSize(1);
    }

    static class Kept extends Case {
        @Test
        void passes(Faults faults, @LinkAddress("gateway") URI gateway, TestJournal journal) throws IOException {
            try (var page = faults.on(link("gateway")).http().errorPage().inject()) {
                assertThat(Echo.ask(gateway)).isEqualTo(502);
            }
            assertThat(journal.events())
                    .filteredOn(Event.FaultChanged.class::isInstance)
                    .map(e -> ((Event.FaultChanged) e).change())
                    .containsExactly(
                            Event.Change.ASKED,
                            Event.Change.APPLIED,
                            Event.Change.WITNESSED,
                            Event.Change.REMOVING,
                            Event.Change.REMOVED,
                            Event.Change.RESTORED);
        }

        @Test
        void failsUnderAFault(Faults faults, @LinkAddress("gateway") URI gateway) throws IOException {
            faults.on(link("gateway")).http().errorPage().inject();
            assertThat(Echo.ask(gateway)).isEqualTo(200);
        }

        @Test
        void failsWithout() {
            throw new IllegalStateException("for another reason");
        }

        @Test
        void isUnproven(Faults faults) {
            faults.on(link("gateway")).http().errorPage().inject();
        }
    }

    @Test
    void should_keep_the_journal_of_tests_that_fail_under_faults(@TempDir Path reports) throws IOException {
        var kit = Kit.run(Map.of(Settings.REPORTS, reports.resolve("kept").toString()), Kept.class);

        assertThat(kit.passed()).containsExactly("passes(Faults, URI, TestJournal)");
        List<Path> kept;
        try (var files = Files.list(reports.resolve("kept"))) {
            kept = files.sorted().toList();
        }
        assertThat(kept).hasSize(2);
        assertThat(kept.get(0).getFileName().toString())
                .startsWith("Kept.failsUnderAFault-Faults-URI-")
                .endsWith(".jsonl");
        assertThat(kept.get(1).getFileName().toString())
                .startsWith("Kept.isUnproven-Faults-")
                .endsWith(".jsonl");
        assertThat(Files.readAllLines(kept.get(0)))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line).startsWith("{").endsWith("}"))
                .anySatisfy(line -> assertThat(line).contains("http.error-page"));
        assertThat(kit.results().testEvents().reportingEntryPublished().stream()
                        .map(e -> e.getRequiredPayload(ReportEntry.class).getKeyValuePairs()))
                .containsExactlyInAnyOrder(
                        Map.of("brownout.journal", kept.get(0).toString(), "brownout.seed", "3"),
                        Map.of("brownout.journal", kept.get(1).toString(), "brownout.seed", "3"));
    }
}
