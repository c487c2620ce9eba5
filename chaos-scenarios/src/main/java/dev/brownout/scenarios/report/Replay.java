package dev.brownout.scenarios.report;

import dev.brownout.scenarios.catalogue.Catalogue;
import dev.brownout.scenarios.plan.Plan;
import java.math.BigDecimal;
import java.util.Map;
import java.util.stream.Collectors;

/** The command that plays a plan again. */
public final class Replay {
    private static final String PLAIN = "[A-Za-z0-9_@%+=:,./-]+";

    private Replay() {}

    /**
     * Write the command, to be pasted into a POSIX shell.
     *
     * @param plan the plan
     * @return one line; a scenario that is not in the catalogue is named as a file that has its id for a name, and so is a
     *     stack that has no variant
     */
    public static String command(Plan plan) {
        var file = Catalogue.ids().contains(plan.scenario()) ? plan.scenario() : "./" + plan.scenario() + ".yaml";
        return "brownout run " + quote(file) + " --stack " + quote(stack(plan)) + " --seed " + plan.seed()
                + " --time-scale "
                + BigDecimal.valueOf(plan.timeScale()).stripTrailingZeros().toPlainString();
    }

    private static String stack(Plan plan) {
        var options = plan.stack().options();
        var id = plan.stack().id();
        return (id.contains(":") ? id : "./" + id + ".yaml")
                + (options.isEmpty()
                        ? ""
                        : options.entrySet().stream()
                                .sorted(Map.Entry.comparingByKey())
                                .map(e -> e.getKey() + "=" + e.getValue())
                                .collect(Collectors.joining("&", "?", "")));
    }

    private static String quote(String word) {
        return word.matches(PLAIN) ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
