package dev.brownout.junit;

import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;

/** Turns a method with {@link Outage} or {@link OutageSource} into a test for each outage and seed. Holds nothing. */
final class OutageExtension implements TestTemplateInvocationContextProvider {
    OutageExtension() {}

    @Override
    public boolean supportsTestTemplate(ExtensionContext context) {
        return context.getTestMethod().filter(OutageWishes::any).isPresent();
    }

    @Override
    public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(ExtensionContext context) {
        var library = Common.library(context);
        var settings = Settings.of(context);
        var stages = new OutageStages(library);
        var wishes = new OutageWishes(
                library,
                settings.seed(),
                OutageStages.seed(context),
                context.getConfigurationParameter(OutageWishes.ENVIRONMENT).orElse(""));
        return wishes.of(context.getRequiredTestMethod()).stream()
                .map(wish -> new OutageInvocation(wish, () -> new OutagePlayer(wish, library, stages, settings)));
    }
}
