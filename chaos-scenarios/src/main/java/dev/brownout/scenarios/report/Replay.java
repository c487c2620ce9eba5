package dev.brownout.scenarios.report;

import dev.brownout.scenarios.catalogue.Catalogue;
import dev.brownout.scenarios.plan.Plan;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The command that plays a plan again. */
public final class Replay {
    private static final String PLAIN = "[A-Za-z0-9_@%+=:,./-]+";

    private Replay() {}

    /**
     * Write the command, to be pasted into a POSIX shell in the directory in which the run was asked for.
     *
     * @param plan the plan
     * @param asked the words that named the scenario and changed it; empty if no command line did
     * @return one line; where nobody knows what file the scenario came from, it is called your copy of it
     */
    public static String command(Plan plan, Optional<List<String>> asked) {
        var words = asked.orElseGet(() -> List.of(
                Catalogue.ids().contains(plan.scenario())
                        ? plan.scenario()
                        : "your-copy-of-" + plan.scenario() + ".yaml"));
        return "brownout run " + words.stream().map(Replay::quote).collect(Collectors.joining(" ")) + " --stack "
                + quote(stack(plan)) + " --seed " + plan.seed()
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
