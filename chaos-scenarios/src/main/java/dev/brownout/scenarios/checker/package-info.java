/**
 * Our own history checkers. What they read is written down in {@code docs/history.md}: workloads record {@code place},
 * {@code cancel} and {@code read-balance}, and after healing {@code final-order}, {@code final-total}, {@code
 * final-negative} and one {@code final-read} that says how complete it was.
 */
@NullMarked
package dev.brownout.scenarios.checker;

import org.jspecify.annotations.NullMarked;
