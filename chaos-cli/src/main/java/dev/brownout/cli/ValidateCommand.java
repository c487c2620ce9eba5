package dev.brownout.cli;

import dev.brownout.api.BrownoutException;
import dev.brownout.scenarios.library.Library;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks scenario and stack files, and, given a stack, whether scenarios can be played against it. */
@Command(
        name = "validate",
        description =
                "Check scenario and stack files: every problem with its line and column. With --stack, also plan scenarios.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  brownout validate game-days/*.yaml --stack exchange:resilient"})
final class ValidateCommand implements Callable<Integer> {
    @Parameters(arity = "1..*", paramLabel = "FILE", description = "scenario files, stack files, or ids of outages")
    private List<String> files = List.of();

    @Option(names = "--stack", paramLabel = "NAME", description = "also check against this stack, by name or file")
    private String stack = "";

    @Option(names = "--var", paramLabel = "K=V", description = "a value for a variable of the files")
    private Map<String, String> variables = new LinkedHashMap<>();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private CommandSpec spec;

    @Override
    public Integer call() {
        var library = Library.load();
        int bad = 0;
        for (var file : files) {
            try {
                if (Library.isStackFile(file)) {
                    library.stack(file);
                    spec.commandLine().getOut().println(file + ": valid");
                    continue;
                }
                var scenario = library.scenario(file, variables);
                if (!stack.isEmpty()) {
                    library.planner().plan(scenario, library.stack(stack).stack(), 1, scenario.timeScale());
                }
                spec.commandLine().getOut().println(file + ": valid");
            } catch (BrownoutException e) {
                bad++;
                spec.commandLine().getErr().println(e.getMessage());
            }
        }
        return bad == 0 ? 0 : Brownout.USAGE;
    }
}
