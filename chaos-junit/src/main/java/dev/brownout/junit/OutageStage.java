package dev.brownout.junit;

import dev.brownout.api.FaultPlane;
import dev.brownout.api.Stack;
import dev.brownout.api.StackProvider;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What an outage is played against.
 *
 * @param provider starts the stack, once for the run
 * @param stack what it is
 * @param plane gives the planes to play on, which outlive the run; empty for planes of the run's own
 */
record OutageStage(StackProvider provider, Stack stack, Optional<Supplier<FaultPlane>> plane) {}
