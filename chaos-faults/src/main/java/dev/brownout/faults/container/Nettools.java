package dev.brownout.faults.container;

import dev.brownout.api.BrownoutException;
import java.util.ArrayList;
import java.util.List;

/** How a helper with network tools is run: NET_ADMIN in a container's network namespace, and no right but that. */
public final class Nettools {
    /** Its image. */
    public static final String IMAGE = "brownout/nettools";

    private Nettools() {}

    /**
     * Compose what stands behind {@code docker}.
     *
     * @param run the value of the label
     * @param network whose namespace: {@code container:NAME}, or {@code none} for one of its own
     * @param interactive whether it reads standard input until that ends
     * @param script what bash runs
     * @param arguments {@code $1} and on
     * @return the words
     */
    public static List<String> words(
            String run, String network, boolean interactive, String script, List<String> arguments) {
        var words = new ArrayList<>(List.of("run", "--rm", "--pull", "never"));
        if (interactive) {
            words.add("--interactive");
        }
        words.addAll(List.of(
                "--label",
                ContainerPlane.LABEL + "=" + run,
                "--network",
                network,
                "--cap-drop",
                "ALL",
                "--cap-add",
                "NET_ADMIN",
                "--security-opt",
                "no-new-privileges",
                IMAGE,
                "bash",
                "-c",
                script,
                "brownout"));
        words.addAll(arguments);
        return words;
    }

    /**
     * Say why a helper did not do its work.
     *
     * @param what what had to be done, with {@code must}
     * @param said what Docker or the helper said
     * @return the error, with the next step
     */
    public static BrownoutException failure(String what, String said) {
        return new BrownoutException(why(what, said));
    }

    /** The words of {@link #failure}. */
    static String why(String what, String said) {
        var reason = said.lines()
                .filter(line -> !line.isBlank() && !line.startsWith("Run 'docker") && !line.startsWith("Try `"))
                .reduce((a, b) -> b)
                .orElse("nothing was said");
        return what + ", but: " + reason + next(said);
    }

    private static String next(String said) {
        if (said.contains("No such image") || said.contains("Unable to find image")) {
            return "; brownout images build --only nettools makes it";
        }
        if (said.contains("apply caps")
                || said.contains("Permission denied")
                || said.contains("Operation not permitted")) {
            return "; this host gives containers no NET_ADMIN, so packet faults cannot be done here: see brownout doctor";
        }
        return "; see brownout doctor";
    }

    /**
     * Tell whether a container is gone or does not run, so that its network namespace is gone too.
     *
     * @param said what Docker said when it was to be joined
     * @return whether it means that
     */
    public static boolean gone(String said) {
        return said.contains("No such container")
                || said.contains("non running container")
                || said.contains("is not running");
    }
}
