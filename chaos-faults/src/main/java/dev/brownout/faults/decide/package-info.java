/** Decisions that follow from a seed alone, so that thread interleaving cannot change them. */
@NullMarked
package dev.brownout.faults.decide;

import org.jspecify.annotations.NullMarked;
