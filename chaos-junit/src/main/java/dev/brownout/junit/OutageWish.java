package dev.brownout.junit;

import dev.brownout.api.Scenario;

/**
 * One outage that a test asks for.
 *
 * @param words the annotation and where it stands, for messages
 * @param scenario what happened
 * @param stack names another stack than the class's; empty for that
 * @param seed what all decisions follow from
 * @param timeScale seconds of incident time in a second of the test
 * @param live whether the body runs meanwhile
 */
record OutageWish(String words, Scenario scenario, String stack, long seed, double timeScale, boolean live) {

    /** What the test is called. */
    String displayName() {
        return scenario.id() + " (seed " + seed + ")";
    }
}
