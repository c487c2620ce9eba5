package dev.brownout.junit;

import dev.brownout.api.BrownoutException;
import dev.brownout.scenarios.library.Library;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Finds what outages of a class are played against. */
final class OutageStages {
    private final Library library;

    OutageStages(Library library) {
        this.library = library;
    }

    /** What decisions follow from where an annotation on the method says nothing. */
    long seed(ExtensionContext context) {
        return 1;
    }

    /**
     * Find it.
     *
     * @param context a test's
     * @param asked names another stack than the class's; empty for that
     */
    OutageStage find(ExtensionContext context, String asked) {
        if (!asked.isEmpty()) {
            var named = library.stack(asked);
            return new OutageStage(named.provider(), named.stack(), Optional.empty());
        }
        throw new BrownoutException("absent");
    }
}
