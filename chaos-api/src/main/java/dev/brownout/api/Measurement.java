package dev.brownout.api;

/**
 * What a witness saw.
 *
 * @param symptom whether the fault's symptom was there
 * @param reading what was measured, in a line for people: {@code NOERROR, 0 answers, 0.4 ms; look-up: unknown host}
 */
public record Measurement(boolean symptom, String reading) {}
