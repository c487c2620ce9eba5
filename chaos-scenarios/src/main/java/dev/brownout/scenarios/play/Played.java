package dev.brownout.scenarios.play;

import dev.brownout.api.RunView;
import dev.brownout.scenarios.judge.Verdict;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A run that is over.
 *
 * @param verdict how it was judged
 * @param view every sample, window, fault and count of it; empty when the journal could not even take the plan
 * @param journal where all of it is written down
 * @param left how many changes are still to be undone; 0 unless something went badly wrong
 */
public record Played(Verdict verdict, Optional<RunView> view, Path journal, int left) {}
