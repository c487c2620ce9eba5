package dev.brownout.junit;

import dev.brownout.api.Stack;
import dev.brownout.api.StackProvider;
import java.util.Map;

/**
 * What is under test, and who brings it.
 *
 * @param provider starts it
 * @param stack what it is
 * @param words where it was named, for messages
 */
record StackSource(StackProvider provider, Stack stack, String words) {

    static StackSource of(StackProvider provider, String words) {
        var variant = provider.variants().keySet().iterator().next();
        return new StackSource(provider, provider.describe(variant, Map.of()), words);
    }
}
