package dev.brownout.cli;

import dev.brownout.scenarios.catalogue.Catalogue;
import dev.brownout.scenarios.library.Library;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lists what there is. */
@Command(
        name = "list",
        description = "List the documented outages, stacks, faults and checkers there are.",
        mixinStandardHelpOptions = true)
final class ListCommand implements Callable<Integer> {
    /** What can be listed. */
    enum What {
        ALL,
        OUTAGES,
        STACKS,
        FAULTS,
        CHECKERS
    }

    @Parameters(
            arity = "0..1",
            defaultValue = "ALL",
            paramLabel = "WHAT",
            description = "outages, stacks, faults or checkers; all of them unless given")
    private What what = What.ALL;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private CommandSpec spec;

    @Override
    public Integer call() {
        var out = spec.commandLine().getOut();
        var library = Library.load();
        if (wanted(What.OUTAGES)) {
            out.println("Outages (brownout describe ID):");
            Catalogue.ids().forEach(id -> {
                var s = library.scenario(id, Map.of());
                out.println("  " + id);
                out.println("      " + s.title() + "  [" + String.join(", ", s.tags()) + "]");
            });
        }
        if (wanted(What.STACKS)) {
            out.println("Stacks (--stack NAME:VARIANT):");
            library.stacks().forEach(p -> p.variants().forEach((v, words) -> row(out, p.name() + ":" + v, words)));
        }
        if (wanted(What.FAULTS)) {
            out.println("Faults (brownout describe NAME):");
            library.faults()
                    .kinds()
                    .forEach(k -> row(out, k.name(), k.description().summary()));
        }
        if (wanted(What.CHECKERS)) {
            out.println("Checkers (brownout describe NAME):");
            library.checkers()
                    .values()
                    .forEach(c -> row(out, c.name(), c.description().statement()));
        }
        return 0;
    }

    private boolean wanted(What section) {
        return what == What.ALL || what == section;
    }

    private static void row(java.io.PrintWriter out, String name, String words) {
        out.println(String.format(java.util.Locale.ROOT, "  %-22s %s", name, words));
    }
}
