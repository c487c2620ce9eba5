package dev.brownout.api;

/**
 * What a witness saw. Three things are possible: the symptom, health, or neither, while the signs disagree or nothing could
 * be measured. Onset is proven by {@code symptom}, removal by {@code healthy}; neither proves nothing.
 *
 * @param symptom whether the fault's symptom was there
 * @param healthy whether all was as without the fault; never together with {@code symptom}
 * @param reading what was measured, in a line for people: {@code NOERROR, 0 answers, 0.4 ms; look-up: unknown host}
 */
public record Measurement(boolean symptom, boolean healthy, String reading) {

    /** Check that the two do not contradict each other. */
    public Measurement {
        Rules.require(!(symptom && healthy), "a measurement must not show symptom and health at once: %s", reading);
    }

    /**
     * Tell of a measurement that always decides.
     *
     * @param symptom whether the symptom was there; if not, all was healthy
     * @param reading what was measured
     */
    public Measurement(boolean symptom, String reading) {
        this(symptom, !symptom, reading);
    }

    /**
     * Tell of a measurement that proves nothing: ask again.
     *
     * @param reading what was measured, or why nothing was
     * @return neither symptom nor health
     */
    public static Measurement undecided(String reading) {
        return new Measurement(false, false, reading);
    }
}
