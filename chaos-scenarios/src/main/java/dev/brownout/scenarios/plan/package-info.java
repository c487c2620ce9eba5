/** Plan: scenario, stack, seed and time scale to a {@link dev.brownout.scenarios.plan.Plan}. Pure. */
@NullMarked
package dev.brownout.scenarios.plan;

import org.jspecify.annotations.NullMarked;
