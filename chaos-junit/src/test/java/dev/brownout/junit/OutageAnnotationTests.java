package dev.brownout.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brownout.api.Protocol;
import dev.brownout.api.StackProvider;
import dev.brownout.junit.fault.HttpThrottle;
import dev.brownout.scenarios.stack.ServiceStack;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EventConditions;

/** What is wrong with what a test asks for is said, with the annotation that asks, before anything is touched. */
class OutageAnnotationTests {
    private static final String OUTAGES = "src/test/resources/outages/";
    private static final String DYNAMODB = "aws-us-east-1-dynamodb-dns-2025-10-20";

    static class UnknownOutage {
        @Outage("aws-us-east-1-dynamodb-dns-2025-10-21")
        void survives(OutageRun run) {}
    }

    @Test
    void should_suggest_the_nearest_outage() {
        assertThat(Kit.run(UnknownOutage.class).failures())
                .containsExactly(
                        "survives(OutageRun): @Outage(\"aws-us-east-1-dynamodb-dns-2025-10-21\") on"
                                + " UnknownOutage.survives: unknown outage \"aws-us-east-1-dynamodb-dns-2025-10-21\"; did you mean \""
                                + DYNAMODB
                                + "\"? (a file of your own needs its path, such as ./aws-us-east-1-dynamodb-dns-2025-10-21.yaml)");
    }

    static class NoStack {
        @Outage(OUTAGES + "till-refuses.yaml")
        void survives(OutageRun run) {}
    }

    @Test
    void should_refuse_to_play_against_nothing() {
        assertThat(Kit.run(NoStack.class).failures())
                .containsExactly(
                        "till-refuses (seed 1): @Outage(\"" + OUTAGES + "till-refuses.yaml\") on NoStack.survives:"
                                + " what is under test must be named, but NoStack does not: say stack = \"…\", or annotate the class"
                                + " with @Brownout and a static field with @StackUnderTest");
    }

    @Brownout
    static class NoStackOfTheClass {
        @Outage(OUTAGES + "till-refuses.yaml")
        void survives(OutageRun run) {}
    }

    @Test
    void should_refuse_a_class_that_names_no_stack() {
        assertThat(Kit.run(NoStackOfTheClass.class).failures())
                .singleElement()
                .asString()
                .contains(
                        "what is under test must be named, but NoStackOfTheClass does not: annotate a static field with"
                                + " @StackUnderTest");
    }

    @Brownout
    static class TwoStacks {
        @StackUnderTest
        static final StackProvider FIRST = new TillStack();

        @StackUnderTest
        static final StackProvider SECOND = new TillStack();

        @Outage(OUTAGES + "till-refuses.yaml")
        void survives(OutageRun run) {}
    }

    @Test
    void should_refuse_two_stacks() {
        assertThat(Kit.run(TwoStacks.class).failures())
                .singleElement()
                .asString()
                .matches(
                        "OutageAnnotationTests\\$TwoStacks: what is under test must be named once, but TwoStacks names it by"
                                + " @StackUnderTest (FIRST and by @StackUnderTest SECOND|SECOND and by @StackUnderTest FIRST); keep"
                                + " one of them");
    }

    static class UnknownStack {
        @Outage(value = OUTAGES + "till-refuses.yaml", stack = "till:plain")
        void survives(OutageRun run) {}
    }

    @Test
    void should_tell_which_stacks_there_are() {
        assertThat(Kit.run(UnknownStack.class).failures())
                .containsExactly("till-refuses (seed 1): @Outage(\"" + OUTAGES + "till-refuses.yaml\") on"
                        + " UnknownStack.survives: unknown stack \"till\"; there is none on the class path");
    }

    @Brownout
    static class NobodyPlays {
        @StackUnderTest
        static final StackProvider STACK = new TillStack();

        @Outage(OUTAGES + "nobody-plays.yaml")
        void survives(OutageRun run) {}
    }

    @Test
    void should_refuse_a_cast_that_nobody_plays() {
        assertThat(Kit.run(NobodyPlays.class).failures())
                .containsExactly("nobody-plays (seed 1): @Outage(\"" + OUTAGES + "nobody-plays.yaml\") on"
                        + " NobodyPlays.survives: part vault must be played by links with {to.role=vault}, but none of"
                        + " till:plain has these labels; there are [customer-to-till {from.role=customer, front=true,"
                        + " protocol=http1, to.role=till}]");
    }

    static class InvalidFile {
        @Outage(OUTAGES + "invalid.yaml")
        void survives(OutageRun run) {}
    }

    @Test
    void should_tell_what_is_wrong_with_a_file() {
        assertThat(Kit.run(InvalidFile.class).failures())
                .containsExactly("survives(OutageRun): @Outage(\"" + OUTAGES
                        + "invalid.yaml\") on InvalidFile.survives: "
                        + String.join(
                                System.lineSeparator(),
                                OUTAGES + "invalid.yaml:1:1: the scenario must have the key \"title\"",
                                OUTAGES + "invalid.yaml:3:1: unknown key \"titel\" in the scenario; did you mean"
                                        + " \"title\"?"));
    }

    @Brownout
    static class Elsewhere {
        @StackUnderTest
        static final StackProvider STACK = new TillStack();

        @Outage(OUTAGES + "elsewhere.yaml")
        void survives(OutageRun run) {}
    }

    @Test
    void should_refuse_an_outage_that_is_meant_for_another_environment() {
        assertThat(Kit.run(Elsewhere.class).failures())
                .containsExactly(
                        "survives(OutageRun): @Outage(\"" + OUTAGES + "elsewhere.yaml\") on Elsewhere.survives:"
                                + " scenario elsewhere is meant for the environment \"staging\", but this is not named; if it is right"
                                + " here, set brownout.environment=staging");
    }

    static class OutOfRange {
        @Outage(value = OUTAGES + "till-refuses.yaml", timeScale = 0.5)
        void tooSlow(OutageRun run) {}

        @Outage(value = OUTAGES + "till-refuses.yaml", variables = "quota")
        void noValue(OutageRun run) {}
    }

    @Test
    void should_quote_attributes_that_are_out_of_range() {
        assertThat(Kit.run(OutOfRange.class).failures())
                .containsExactlyInAnyOrder(
                        "tooSlow(OutageRun): @Outage(\"" + OUTAGES
                                + "till-refuses.yaml\") on OutOfRange.tooSlow: timeScale"
                                + " must be at least 1 (1 is real time), or 0 for the outage's own, but was 0.5",
                        "noValue(OutageRun): @Outage(\"" + OUTAGES
                                + "till-refuses.yaml\") on OutOfRange.noValue: variables"
                                + " must be name=value each, but one was \"quota\"");
    }

    static class Sources {
        @OutageSource(tags = "databse")
        void typo(OutageRun run) {}

        @OutageSource(tags = "dns", labels = "provider=Nobody")
        void none(OutageRun run) {}

        @OutageSource(labels = "zone=a")
        void unknownLabel(OutageRun run) {}
    }

    @Test
    void should_refuse_a_choice_that_finds_nothing() {
        var failures = Kit.run(Sources.class).failures();
        assertThat(failures).hasSize(3);
        assertThat(failures)
                .anySatisfy(f -> assertThat(f)
                        .isEqualTo(
                                "typo(OutageRun): @OutageSource on Sources.typo: tags must be some that outages have, but"
                                        + " none has \"databse\"; did you mean \"database\"?"))
                .anySatisfy(f -> assertThat(f)
                        .startsWith(
                                "none(OutageRun): @OutageSource on Sources.none: tags [dns] and labels {provider=Nobody}"
                                        + " must find at least one of the ")
                        .endsWith(" documented outages, but find none; brownout list shows them"))
                .anySatisfy(f -> assertThat(f)
                        .isEqualTo("unknownLabel(OutageRun): @OutageSource on Sources.unknownLabel: labels must be of"
                                + " [provider, region], but one was of \"zone\""));
    }

    /** Nothing is played: its stack cannot play the part, which is said under the name of each test. */
    @Brownout(seed = 9)
    static class Named {
        @StackUnderTest
        static final ServiceStack STACK = ServiceStack.builder("shop")
                .service("gateway", Protocol.HTTP1, () -> new InetSocketAddress(InetAddress.getLoopbackAddress(), 1))
                .build();

        @OutageSource(
                ids = DYNAMODB,
                files = OUTAGES + "nobody-plays.yaml",
                seeds = {1, 2})
        void every(OutageRun run) {}

        @OutageSource(
                tags = "dns",
                labels = {"provider=aws", "region=us-east-1"})
        void chosen(OutageRun run) {}
    }

    @Test
    void should_name_a_test_for_its_outage_and_seed() {
        assertThat(names(Kit.run(Named.class)))
                .contains(
                        DYNAMODB + " (seed 1)",
                        DYNAMODB + " (seed 2)",
                        "nobody-plays (seed 1)",
                        "nobody-plays (seed 2)",
                        DYNAMODB + " (seed 9)");
    }

    @Test
    void should_play_one_seed_only_when_it_is_configured() {
        assertThat(names(Kit.run(Map.of("brownout.seed", "42"), Named.class)))
                .contains(DYNAMODB + " (seed 42)", "nobody-plays (seed 42)")
                .allMatch(name -> name.endsWith("(seed 42)"));
    }

    private static java.util.List<String> names(Kit kit) {
        return kit.results()
                .testEvents()
                .finished()
                .map(e -> e.getTestDescriptor().getDisplayName())
                .toList();
    }

    @Brownout
    static class Off {
        @StackUnderTest
        static final StackProvider STACK = new TillStack();

        @Outage(OUTAGES + "till-refuses.yaml")
        @Disabled("not today")
        void survives(OutageRun run) {}
    }

    @Test
    void should_leave_out_what_is_disabled() {
        var results = Kit.run(Off.class).results();
        results.allEvents().failed().assertStatistics(s -> s.finished(0));
        results.allEvents()
                .skipped()
                .assertEventsMatchExactly(EventConditions.event(EventConditions.skippedWithReason("not today")));
    }

    @Brownout
    static class Wrong {
        @StackUnderTest
        static final StackProvider STACK = new TillStack();

        @org.junit.jupiter.api.BeforeAll
        static void tooEarly(OutageRun run) {}

        @Outage(OUTAGES + "till-refuses.yaml")
        void survives(OutageRun run) {}
    }

    @Test
    void should_have_no_run_for_a_method_that_is_no_tests() {
        assertThat(Kit.run(Wrong.class).failures())
                .singleElement()
                .asString()
                .contains("No ParameterResolver registered");
    }

    @Brownout
    static class FaultsToo {
        @StackUnderTest
        static final StackProvider STACK = new TillStack();

        @Outage(OUTAGES + "till-refuses.yaml")
        @HttpThrottle(link = "till")
        void survives(OutageRun run) {}
    }

    @Test
    void should_refuse_declared_faults_beside_an_outage() {
        assertThat(Kit.run(FaultsToo.class).failures())
                .containsExactly(
                        "till-refuses (seed 1): @Outage(\"" + OUTAGES + "till-refuses.yaml\") on FaultsToo.survives: an"
                                + " outage must bring its own faults, but the test or its class declares [http.throttle on"
                                + " customer-to-till] by annotations; write them into a scenario file, or move the outage to another"
                                + " class");
    }

    /** A team's own name for the outages that it cares for. */
    @Retention(RetentionPolicy.RUNTIME)
    @OutageSource(
            ids = DYNAMODB,
            seeds = {1, 2})
    @interface RegionalOutages {}

    @Brownout
    static class Ours {
        @StackUnderTest
        static final StackProvider STACK = new TillStack();

        @Nested
        class Inner {
            @RegionalOutages
            void survives(OutageRun run) {}
        }
    }

    @Test
    void should_be_found_behind_a_team_s_own_annotation_in_a_nested_class() {
        assertThat(names(Kit.run(Ours.class))).containsExactly(DYNAMODB + " (seed 1)", DYNAMODB + " (seed 2)");
    }
}
