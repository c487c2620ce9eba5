package dev.brownout.scenarios.judge;

import dev.brownout.api.Finding;
import dev.brownout.api.Outcome;
import dev.brownout.scenarios.plan.Plan;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The judgement of one run.
 *
 * @param outcome how it ended
 * @param plan what was played; empty when the journal does not even hold that
 * @param findings why, heaviest first
 * @param rows how each capability served in each phase
 * @param proofs what was proven of each fault
 * @param recoveredMillis from the last fault gone to service back, in ms; empty when it did not come back
 * @param recoveredEachMillis capability to the same, of those that came back and had not broken again at the end
 * @param operations how many operations of background users were judged
 * @param stalls how often the harness stood still over 100 ms
 * @param stalledMillis how long it did so in all, in ms
 * @param worstSlipMillis the 99th percentile of how late probes were asked outside stalls, in ms
 * @param playedMillis from the first event to the last, in ms
 */
public record Verdict(
        Outcome outcome,
        Optional<Plan> plan,
        List<Finding> findings,
        List<Row> rows,
        List<FaultProof> proofs,
        Optional<Double> recoveredMillis,
        Map<String, Double> recoveredEachMillis,
        long operations,
        int stalls,
        double stalledMillis,
        double worstSlipMillis,
        double playedMillis) {}
