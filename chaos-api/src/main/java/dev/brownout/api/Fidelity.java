package dev.brownout.api;

import java.util.List;

/**
 * The fidelity card: how true to the event a scenario is. Each entry is a sentence.
 *
 * @param reproduced what is played as the sources tell it
 * @param approximated what is played, but by inference, at a guess or in a simpler shape
 * @param leftOut what happened and is not played
 */
public record Fidelity(List<String> reproduced, List<String> approximated, List<String> leftOut) {

    /** Copy the lists. */
    public Fidelity {
        reproduced = List.copyOf(reproduced);
        approximated = List.copyOf(approximated);
        leftOut = List.copyOf(leftOut);
    }
}
