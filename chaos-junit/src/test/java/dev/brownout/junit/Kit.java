package dev.brownout.junit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/** Runs test classes inside a test, and tells what came of them. */
final class Kit {
    private final EngineExecutionResults results;

    private Kit(EngineExecutionResults results) {
        this.results = results;
    }

    static Kit run(Class<?>... classes) {
        return run(Map.of(), classes);
    }

    static Kit run(Map<String, String> configuration, Class<?>... classes) {
        return new Kit(EngineTestKit.engine("junit-jupiter")
                .selectors(Stream.of(classes)
                        .map(c -> selectClass(c))
                        .toArray(org.junit.platform.engine.discovery.ClassSelector[]::new))
                .configurationParameter("junit.jupiter.conditions.deactivate", "")
                .configurationParameters(configuration)
                .execute());
    }

    EngineExecutionResults results() {
        return results;
    }

    /** The names of tests that passed, in the order in which they ended. */
    List<String> passed() {
        return results.testEvents().succeeded().stream().map(Kit::name).toList();
    }

    /** The names of tests that were aborted, which counts as skipped, in the order in which they ended. */
    List<String> aborted() {
        return results.testEvents().aborted().stream().map(Kit::name).toList();
    }

    /** The name and the message of each test or class that failed or was aborted, in the order in which they ended. */
    List<String> failures() {
        return results.allEvents()
                .filter(e -> thrown(e) != null)
                .map(e -> name(e) + ": " + thrown(e))
                .toList();
    }

    private static String name(Event event) {
        return event.getTestDescriptor().getDisplayName();
    }

    private static @org.jspecify.annotations.Nullable String thrown(Event event) {
        return event.getPayload(org.junit.platform.engine.TestExecutionResult.class)
                .flatMap(r -> r.getThrowable())
                .map(Throwable::getMessage)
                .orElse(null);
    }
}
