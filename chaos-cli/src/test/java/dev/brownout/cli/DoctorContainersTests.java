package dev.brownout.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brownout.faults.container.ContainerHost.Findings;
import dev.brownout.faults.container.ContainerHost.Trial;
import dev.brownout.faults.container.DockerState;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DoctorContainersTests {
    private static final DockerState READY = new DockerState(DockerState.Kind.READY, "version 20.10.24", "");

    private static List<String> lines(Trial... trials) {
        var lines = new ArrayList<String>();
        DoctorContainers.tell(
                new Findings(READY, "version 1, driven by cgroupfs", "6.1.0", List.of(), List.of(trials)),
                (ok, what, words) -> lines.add((ok ? "ok " : "note ") + what + ": " + words));
        return lines;
    }

    private static Trial works(String what) {
        return new Trial(what, true, "");
    }

    @Test
    void should_tell_what_the_kernel_says_of_what_it_has_not() {
        assertThat(lines(
                        works("filter"),
                        works("reject"),
                        works("comment"),
                        works("statistic"),
                        works("hashlimit"),
                        new Trial("netem", false, "Error: Specified qdisc kind is unknown."),
                        works("tbf")))
                .containsExactly(
                        "ok control groups: version 1, driven by cgroupfs; kernel 6.1.0",
                        "ok packet faults: a helper with NET_ADMIN filters packets (statistic, hashlimit, comment, reject)",
                        "note netem: the kernel cannot delay, reorder or double packets: Error: Specified qdisc kind is"
                                + " unknown.; tbf is there; late answers are tcp.latency");
    }

    @Test
    void should_tell_once_that_there_is_no_helper() {
        assertThat(lines(new Trial("helper", false, "no image; brownout images build --only nettools makes it")))
                .containsExactly(
                        "ok control groups: version 1, driven by cgroupfs; kernel 6.1.0",
                        "note packet faults: cannot be done to containers: no image; brownout images build --only nettools"
                                + " makes it");
    }

    @Test
    void should_name_what_is_lacking() {
        assertThat(lines(
                        works("filter"),
                        works("reject"),
                        works("comment"),
                        new Trial("statistic", false, "Couldn't load match"),
                        works("hashlimit"),
                        works("netem")))
                .contains("note packet faults: cannot be done to containers: statistic: Couldn't load match")
                .contains("ok netem: the kernel has it");
    }
}
