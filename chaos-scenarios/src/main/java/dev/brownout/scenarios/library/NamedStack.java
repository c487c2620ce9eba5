package dev.brownout.scenarios.library;

import dev.brownout.api.Stack;
import dev.brownout.api.StackProvider;

/**
 * A stack that was named.
 *
 * @param provider starts it
 * @param stack what it is
 */
public record NamedStack(StackProvider provider, Stack stack) {}
