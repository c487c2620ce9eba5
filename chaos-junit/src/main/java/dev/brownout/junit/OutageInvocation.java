package dev.brownout.junit;

import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;

/**
 * One test of an outage.
 *
 * @param wish what it asks for
 * @param player makes what plays it
 */
record OutageInvocation(OutageWish wish, Supplier<OutagePlayer> player) implements TestTemplateInvocationContext {
    @Override
    public String getDisplayName(int invocationIndex) {
        return wish.displayName();
    }

    @Override
    public List<Extension> getAdditionalExtensions() {
        return List.of(player.get());
    }
}
