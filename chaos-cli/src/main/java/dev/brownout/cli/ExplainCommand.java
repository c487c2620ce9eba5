package dev.brownout.cli;

import dev.brownout.scenarios.library.Library;
import dev.brownout.scenarios.report.Prose;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Tells in sentences what a run would do. */
@Command(
        name = "explain",
        description = "Tell in sentences what a run would do, without doing it.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  brownout explain aws-us-east-1-dynamodb-dns-2025-10-20 --stack exchange:fragile"})
final class ExplainCommand implements Callable<Integer> {
    @Mixin
    private PlanOptions options = new PlanOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private CommandSpec spec;

    @Override
    public Integer call() {
        var out = spec.commandLine().getOut();
        Prose.of(options.plan(Library.load()).plan()).forEach(out::println);
        return 0;
    }
}
