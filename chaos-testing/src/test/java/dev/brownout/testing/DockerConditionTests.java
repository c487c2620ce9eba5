package dev.brownout.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.platform.testkit.engine.EngineTestKit;

/** What becomes of tests that need Docker. */
class DockerConditionTests {
    private static final Optional<String> OBSTACLE = Optional.of("image a:1 must be there, but is not");

    @Test
    void should_let_a_test_run_where_nothing_is_missing() {
        assertThat(DockerCondition.decide(Optional.empty(), false).isDisabled()).isFalse();
        assertThat(DockerCondition.decide(Optional.empty(), true).isDisabled()).isFalse();
    }

    @Test
    void should_skip_with_the_reason_on_a_laptop() {
        assertThat(DockerCondition.decide(OBSTACLE, false).getReason()).isEqualTo(OBSTACLE);
        assertThat(DockerCondition.decide(OBSTACLE, false).isDisabled()).isTrue();
    }

    @Test
    void should_fail_in_CI_where_it_would_be_skipped() {
        assertThatThrownBy(() -> DockerCondition.decide(OBSTACLE, true))
                .isInstanceOf(ExtensionConfigurationException.class)
                .hasMessage("in CI nothing is skipped, but image a:1 must be there, but is not");
    }

    @Test
    void should_never_run_a_test_whose_image_nobody_has() {
        var tests = EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(Unmet.class))
                .execute();
        tests.testEvents().assertStatistics(s -> s.started(0));
        boolean ci = "true".equals(System.getenv("CI"));
        tests.containerEvents().assertStatistics(s -> s.skipped(ci ? 0 : 1).failed(ci ? 1 : 0));
    }

    @NeedsDocker("brownout/nobody-has-this:1")
    static class Unmet {
        @Test
        void should_not_be_reached() {
            throw new AssertionError("reached");
        }
    }
}
