/**
 * The load plane: open-loop generators of arrivals at the place where a link's victim connects, and how they are witnessed: by
 * what arrives at the target.
 */
@NullMarked
package dev.brownout.faults.load;

import org.jspecify.annotations.NullMarked;
