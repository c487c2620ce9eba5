package dev.brownout.junit;

import dev.brownout.api.Stack;
import dev.brownout.api.StackProvider;
import dev.brownout.scenarios.library.Library;
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

    /** A stack as the command line names it. */
    static StackSource named(String text, String words) {
        var named = Library.load().stack(text);
        return new StackSource(named.provider(), named.stack(), words);
    }
}
