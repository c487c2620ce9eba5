package dev.brownout.examples.exchange.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.brownout.api.Arguments;
import dev.brownout.api.Fault;
import dev.brownout.api.FaultKind;
import dev.brownout.api.Injection;
import dev.brownout.api.InjectionContext;
import dev.brownout.api.Measurement;
import dev.brownout.api.Mode;
import dev.brownout.api.RunningStack.Exit;
import dev.brownout.api.Stack;
import dev.brownout.faults.FaultRegistry;
import dev.brownout.faults.LocalPlane;
import dev.brownout.faults.file.FilePlane;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults of the exchange's own processes and of the file of features that its edge reads, as on 18 November 2025. */
class ComponentFaultsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path directory;

    /** One fault on the running exchange, measured by a gateway. */
    private record Subject<F extends Fault>(
            FaultKind<F> kind, F fault, String component, Stack stack, LocalPlane plane) {
        static <F extends Fault> Subject<F> of(
                FaultKind<F> kind, Map<String, ?> given, String component, Stack stack, LocalPlane plane) {
            return new Subject<>(kind, kind.create(Arguments.of(kind.parameters(), given)), component, stack, plane);
        }

        private InjectionContext context() {
            return new InjectionContext("phase/1/" + kind.name(), 7, plane, (action, arguments) -> () -> {});
        }

        Injection inject() {
            assertThat(kind.refusal(fault, stack.component(component), stack)).isEmpty();
            return kind.inject(fault, stack.component(component), context());
        }

        Measurement measure() {
            return kind.measure(
                    fault,
                    stack.component(component),
                    plane.vantage("gateway-2").orElseThrow(),
                    context());
        }

        void awaitSymptom() {
            await("symptom")
                    .atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(measure()).matches(Measurement::symptom));
        }

        void awaitHealth() {
            await("health")
                    .atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(measure()).matches(Measurement::healthy));
        }
    }

    private Subject<?> subject(String kind, Map<String, ?> given, String component, Stack stack, LocalPlane plane) {
        return Subject.of(FaultRegistry.load().find(kind).orElseThrow(), given, component, stack, plane);
    }

    private static Mode mode(RunningExchange running, String capability) {
        try {
            return running.probe(capability)
                    .ask(0)
                    .toCompletableFuture()
                    .get(4, java.util.concurrent.TimeUnit.SECONDS)
                    .mode();
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
            return Mode.ERROR;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void awaitFull(RunningExchange running) {
        await("full service").atMost(PATIENCE).until(() -> mode(running, "place-order") == Mode.FULL);
    }

    private static String features(RunningExchange running) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(running.address() + "/features"))
                                .build(),
                        BodyHandlers.ofString())
                .body();
    }

    @ParameterizedTest
    @ValueSource(strings = {"file.oversize", "file.half-written"})
    void should_keep_the_last_good_features_and_say_so(String kind) throws Exception {
        var exchange = new ExchangeStack();
        var stack = exchange.describe("resilient", Map.of());
        var exits = new CopyOnWriteArrayList<Exit>();
        try (var plane = LocalPlane.open(7);
                var running = exchange.start(stack, plane, directory)) {
            plane.part(FilePlane.class).keepBackupsIn(directory.resolve("originals"));
            running.onUnexpectedExit(exits::add);
            var before = Files.readString(directory.resolve("bot-features.json"));
            assertThat(features(running)).contains("\"state\":\"current\"", "\"rows\":60");
            var subject = subject(
                    kind,
                    kind.equals("file.oversize") ? Map.of("factor", 1, "rows", 201) : Map.of(),
                    "edge",
                    stack,
                    plane);
            subject.awaitHealth();
            try (var injection = subject.inject()) {
                subject.awaitSymptom();
                assertThat(features(running)).contains("\"state\":\"last-good\"", "\"rows\":60");
                assertThat(injection.exposure()).containsEntry("edge", 1L);
                awaitFull(running);
            }
            subject.awaitHealth();
            assertThat(features(running)).contains("\"state\":\"current\"", "\"problem\":\"\"");
            assertThat(Files.readString(directory.resolve("bot-features.json"))).isEqualTo(before);
        }
        assertThat(exits).isEmpty();
    }

    @Test
    void should_die_of_features_over_the_limit_where_nobody_handles_it() throws Exception {
        var exchange = new ExchangeStack();
        var stack = exchange.describe("fragile", Map.of());
        var exits = new CopyOnWriteArrayList<Exit>();
        try (var plane = LocalPlane.open(7);
                var running = exchange.start(stack, plane, directory)) {
            plane.part(FilePlane.class).keepBackupsIn(directory.resolve("originals"));
            running.onUnexpectedExit(exits::add);
            // twice what there was is under the limit, as it would have been in November
            var harmless = subject("file.oversize", Map.of("factor", 2), "edge", stack, plane);
            harmless.awaitHealth();
            try (var injection = harmless.inject()) {
                harmless.awaitSymptom();
                assertThat(injection.exposure()).containsEntry("edge", 1L);
                assertThat(features(running)).contains("\"state\":\"current\"", "\"rows\":120");
            }
            harmless.awaitHealth();

            var subject = subject("file.oversize", Map.of("factor", 1, "rows", 201), "edge", stack, plane);
            subject.awaitHealth();
            try (var injection = subject.inject()) {
                subject.awaitSymptom();
                await().atMost(PATIENCE).until(() -> mode(running, "market-data") == Mode.ERROR);
                await().atMost(PATIENCE).untilAsserted(() -> assertThat(exits).hasSize(1));
                assertThat(injection.exposure()).containsEntry("edge", 1L);
            }
            assertThat(exits).singleElement().satisfies(exit -> {
                assertThat(exit.component()).isEqualTo("edge");
                assertThat(exit.how()).contains("code 101", "features must be at most 200, but were 201");
            });
            subject.awaitHealth();
            awaitFull(running);
            assertThat(features(running)).contains("\"state\":\"current\"", "\"rows\":60");
        }
    }

    @Test
    void should_come_back_from_faults_of_its_processes_which_are_no_exits_of_its_own() {
        var exchange = new ExchangeStack();
        var stack = exchange.describe("resilient", Map.of());
        var exits = new CopyOnWriteArrayList<Exit>();
        try (var plane = LocalPlane.open(7);
                var running = exchange.start(stack, plane, directory)) {
            running.onUnexpectedExit(exits::add);
            for (var component : List.of("gateway-1", "ledger")) {
                for (var kind : List.of("process.kill", "process.pause", "process.restart", "process.crash-loop")) {
                    var subject = subject(kind, Map.of(), component, stack, plane);
                    subject.awaitHealth();
                    try (var injection = subject.inject()) {
                        subject.awaitSymptom();
                        assertThat(injection.exposure()).containsOnlyKeys(component);
                    }
                    subject.awaitHealth();
                }
            }
            awaitFull(running);
        }
        assertThat(exits).isEmpty();
    }
}
