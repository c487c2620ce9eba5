package dev.brownout.examples.suite.sabotage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.ClassNameFilter.includeClassNamePatterns;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectPackage;

import dev.brownout.junit.UnprovenFaultError;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.Filter;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/** Were the injectors to do nothing, no test of this suite that has a fault would pass. */
class SabotagedSuiteIT {
    private static final String SUITE = "dev.brownout.examples.suite";

    /** The only ones without a fault, which pass. */
    private static final List<String> WITHOUT_FAULT = List.of("a_balance_is_known_when_it_has(int)");

    private final ClassLoader before = Thread.currentThread().getContextClassLoader();

    @BeforeEach
    void sabotage() {
        Thread.currentThread().setContextClassLoader(new IdleKinds(before));
    }

    @AfterEach
    void repair() {
        Thread.currentThread().setContextClassLoader(before);
    }

    @Test
    void should_report_every_fault_as_unproven() {
        var tests = EngineTestKit.engine("junit-jupiter")
                .selectors(
                        selectPackage(SUITE + ".services"),
                        selectPackage(SUITE + ".containers"),
                        selectPackage(SUITE + ".spring"))
                .filters((Filter<?>) includeClassNamePatterns(".*(Tests|IT)"))
                // each waits some seconds for a fault that never comes
                .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
                .configurationParameter("junit.jupiter.execution.parallel.mode.classes.default", "concurrent")
                .configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
                .configurationParameter("junit.jupiter.execution.parallel.config.fixed.parallelism", "6")
                .execute()
                .testEvents();
        assertThat(tests.succeeded().stream().map(SabotagedSuiteIT::name)).containsExactlyElementsOf(WITHOUT_FAULT);
        assertThat(tests.aborted().stream()).isEmpty();
        assertThat(tests.failed().stream())
                .hasSizeGreaterThanOrEqualTo(9)
                .allSatisfy(event -> assertThat(event.getRequiredPayload(TestExecutionResult.class)
                                .getThrowable())
                        .as(name(event))
                        .containsInstanceOf(UnprovenFaultError.class)
                        .get()
                        .extracting(Throwable::getMessage)
                        .asString()
                        .contains(" could not be proven: "));
    }

    private static String name(Event event) {
        return event.getTestDescriptor().getDisplayName();
    }
}
