package dev.brownout.junit;

import dev.brownout.api.BrownoutException;
import dev.brownout.scenarios.library.Library;
import dev.brownout.scenarios.stack.ServiceStack;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Finds what the outages of a class are played against. */
final class OutageStages {
    private final Library library;

    OutageStages(Library library) {
        this.library = library;
    }

    /** What decisions follow from where an annotation on the method says nothing. */
    static long seed(ExtensionContext context) {
        return Sessions.in(context).map(Sessions::seed).orElse(1L);
    }

    /**
     * Find it. Nothing is started or opened yet.
     *
     * @param context a test's
     * @param asked names another stack than the class's; empty for that
     * @throws BrownoutException if nothing is named, or what is named is not there
     */
    OutageStage find(ExtensionContext context, String asked) {
        if (!asked.isEmpty()) {
            var named = library.stack(asked);
            return new OutageStage(named.provider(), named.stack(), Optional.empty());
        }
        var sessions = Sessions.in(context);
        if (sessions.isPresent()) {
            var session = sessions.get().of(context);
            var source = session.source();
            if (source.provider() instanceof ServiceStack) {
                session.checkReach();
            }
            // what runs already is reached where the class's own links begin; what is started anew has links of its own
            return source.provider() instanceof ServiceStack services
                    ? new OutageStage(
                            new HeldStack(services, session::running), source.stack(), Optional.of(session::plane))
                    : new OutageStage(source.provider(), source.stack(), Optional.empty());
        }
        var type = context.getRequiredTestClass();
        var source = StackSources.in(type)
                .orElseThrow(() -> new BrownoutException("what is under test must be named, but "
                        + type.getSimpleName()
                        + " does not: say stack = \"…\", or annotate the class with @Brownout and a"
                        + " static field with @StackUnderTest"
                        + (library.stacks().isEmpty()
                                ? ""
                                : "; on the class path are "
                                        + library.stacks().stream()
                                                .flatMap(p -> p.variants().keySet().stream()
                                                        .map(v -> p.name() + ":" + v))
                                                .toList())))
                .get();
        return new OutageStage(source.provider(), source.stack(), Optional.empty());
    }
}
