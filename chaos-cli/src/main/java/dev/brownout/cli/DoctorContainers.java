package dev.brownout.cli;

import dev.brownout.faults.container.ContainerHost.Findings;
import java.util.stream.Collectors;

/** What {@code doctor} tells of a host of containers, in words for people. */
final class DoctorContainers {
    /** Takes a line. */
    @FunctionalInterface
    interface Lines {
        void note(boolean ok, String what, String words);
    }

    private DoctorContainers() {}

    /** Tell of a host whose Docker answers. */
    static void tell(Findings found, Lines lines) {
        lines.note(
                !found.cgroups().isEmpty(),
                "control groups",
                found.cgroups().isEmpty()
                        ? "not known: docker info told nothing of them"
                        : found.cgroups() + "; kernel " + found.kernel());
        packets(found, lines);
        netem(found, lines);
    }

    private static void packets(Findings found, Lines lines) {
        var lacking = found.packetFaultsLack();
        lines.note(
                lacking.isEmpty(),
                "packet faults",
                lacking.isEmpty()
                        ? "a helper with NET_ADMIN filters packets (statistic, hashlimit, comment, reject)"
                        : "cannot be done to containers: "
                                + lacking.stream()
                                        .map(t -> t.what().equals("helper") ? t.words() : t.what() + ": " + t.words())
                                        .collect(Collectors.joining("; ")));
    }

    /** A kernel without it keeps nothing of ours from working: no kind needs it. */
    private static void netem(Findings found, Lines lines) {
        var netem = found.trial("netem");
        var tbf = found.trial("tbf").works() ? "; tbf is there" : "";
        if (netem.works()) {
            lines.note(true, "netem", "the kernel has it" + tbf);
        } else if (netem.what().equals("netem")) {
            lines.note(
                    false,
                    "netem",
                    "the kernel cannot delay, reorder or double packets: " + netem.words() + tbf
                            + "; late answers are tcp.latency");
        }
    }
}
