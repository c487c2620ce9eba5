package dev.brownout.cli;

import dev.brownout.scenarios.library.Library;
import dev.brownout.scenarios.reference.CheckerReference;
import dev.brownout.scenarios.reference.FaultReference;
import dev.brownout.scenarios.reference.Primitives;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints a reference table as Markdown. */
@Command(
        name = "reference",
        description =
                "Print the reference of every fault or checker on the class path, or what the outages need, as Markdown.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  brownout reference faults > docs/faults.md"})
final class ReferenceCommand implements Callable<Integer> {
    /** The tables there are. */
    enum Which {
        FAULTS,
        CHECKERS,
        PRIMITIVES
    }

    @Parameters(paramLabel = "WHICH", description = "faults, checkers or primitives")
    private Which which = Which.FAULTS;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private CommandSpec spec;

    @Override
    public Integer call() {
        var out = spec.commandLine().getOut();
        out.print(
                switch (which) {
                    case FAULTS -> FaultReference.markdown(Library.load().faults());
                    case CHECKERS ->
                        CheckerReference.markdown(Library.load().checkers().values());
                    case PRIMITIVES -> Primitives.markdown();
                });
        out.flush();
        return 0;
    }
}
