package dev.brownout.cli;

import dev.brownout.scenarios.format.ScenarioSchema;
import dev.brownout.scenarios.format.StackSchema;
import dev.brownout.scenarios.journal.JournalSchema;
import dev.brownout.scenarios.json.Json;
import dev.brownout.scenarios.library.Library;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints a published JSON Schema. */
@Command(
        name = "schema",
        description = "Print the JSON Schema of scenario files, of stack files or of journal lines.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  brownout schema scenario > brownout.schema.json"})
final class SchemaCommand implements Callable<Integer> {
    /** The schemas there are. */
    enum Which {
        SCENARIO,
        STACK,
        JOURNAL
    }

    @Parameters(paramLabel = "WHICH", description = "scenario, stack or journal")
    private Which which = Which.SCENARIO;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private CommandSpec spec;

    @Override
    public Integer call() {
        var schema = switch (which) {
            case SCENARIO -> ScenarioSchema.of(Library.load().vocabulary());
            case STACK -> StackSchema.create();
            case JOURNAL -> JournalSchema.create();
        };
        spec.commandLine().getOut().println(Json.pretty(schema));
        return 0;
    }
}
