package dev.brownout.scenarios.judge;

import java.util.Map;
import java.util.Optional;

/**
 * What was proven of one fault.
 *
 * @param fault its id
 * @param kind its kind
 * @param target what it was done to
 * @param control whether the symptom was seen to be absent before
 * @param effect whether every victim's witness saw the symptom
 * @param exposure whether every victim's own traffic met it
 * @param restored whether it was seen to be gone
 * @param onsetMillis from asked to witnessed, in ms
 * @param hits victim to how often its own traffic met the fault
 * @param reading the last reading that showed the symptom
 */
public record FaultProof(
        String fault,
        String kind,
        String target,
        boolean control,
        boolean effect,
        boolean exposure,
        boolean restored,
        Optional<Double> onsetMillis,
        Map<String, Long> hits,
        String reading) {}
