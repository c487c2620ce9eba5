package dev.brownout.examples.suite.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.brownout.junit.Outage;
import dev.brownout.junit.OutageRun;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;

/** What the outage's test says of an exchange with the mistakes that real victims made. */
class FragileExchangeIT {
    static class Case {
        @Outage(value = "aws-us-east-1-dynamodb-dns-2025-10-20", stack = "exchange:fragile")
        void survives(OutageRun run) {}
    }

    @Test
    void should_fail_and_say_why() {
        var failed =
                EngineTestKit.engine("junit-jupiter")
                        .selectors(selectClass(Case.class))
                        .execute()
                        .testEvents()
                        .failed()
                        .stream()
                        .flatMap(e -> e.getRequiredPayload(TestExecutionResult.class).getThrowable().stream())
                        .map(Throwable::getMessage)
                        .toList();
        assertThat(failed)
                .singleElement()
                .satisfies(message ->
                        assertThat(message).contains("FAILED", "read-balance", "replay with -Dbrownout.seed=1"));
    }
}
