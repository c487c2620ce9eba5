package dev.brownout.faults.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProcessSpecTests {

    private static final Path HERE = Path.of("here");

    @Test
    void makesPathsAbsoluteAndAsksWithTerm() {
        ProcessSpec spec = ProcessSpec.of("edge", List.of("true"), HERE, HERE.resolve("edge.log"));

        assertThat(spec.directory()).isEqualTo(HERE.toAbsolutePath());
        assertThat(spec.output()).isAbsolute();
        assertThat(spec.stopSignal()).isEqualTo(Signal.TERM);
        assertThat(spec.withEnvironment(Map.of("A", "b")).withStopSignal(Signal.INT))
                .isEqualTo(new ProcessSpec(
                        "edge", List.of("true"), Map.of("A", "b"), HERE, HERE.resolve("edge.log"), Signal.INT));
    }

    @Test
    void refusesAnOddName() {
        assertThatThrownBy(() -> ProcessSpec.of("a b", List.of("true"), HERE, HERE))
                .hasMessage("process name must be letters, digits, '.', '_' or '-', but was 'a b'");
    }

    @Test
    void refusesAnEmptyCommand() {
        assertThatThrownBy(() -> ProcessSpec.of("edge", List.of(), HERE, HERE))
                .hasMessage("command must name a program, but was [] in process 'edge'");
    }

    @Test
    void refusesAStopSignalThatEndsNothing() {
        ProcessSpec spec = ProcessSpec.of("edge", List.of("true"), HERE, HERE);
        assertThatThrownBy(() -> spec.withStopSignal(Signal.CONT))
                .hasMessage("stop signal must be one that ends a process (TERM, INT or KILL), but was CONT in process"
                        + " 'edge'");
    }
}
