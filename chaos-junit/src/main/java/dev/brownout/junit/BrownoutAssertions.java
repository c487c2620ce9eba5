package dev.brownout.junit;

/**
 * The way into assertions about outages, to be imported statically beside AssertJ's own {@code assertThat}, from which it needs
 * nothing.
 *
 * <pre>{@code
 * assertThat(run).hasSurvived().recoversWithin(ofSeconds(5)).holds("no-lost-acks");
 * assertThat(run).during("name-empty").capability("place-order").refusesPolitelyWithin(ofSeconds(2));
 * }</pre>
 */
public final class BrownoutAssertions {
    private BrownoutAssertions() {}

    /**
     * Begin to assert something about a run.
     *
     * @param run a run that is over
     * @return assertions
     */
    public static OutageRunAssert assertThat(OutageRun run) {
        return new OutageRunAssert(run);
    }
}
