package dev.brownout.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tables in the documentation are what the program prints. */
class ReferenceTests {

    @ParameterizedTest
    @ValueSource(strings = {"faults", "checkers", "primitives"})
    void should_stand_in_the_documentation_as_printed(String which) throws IOException {
        var out = new StringWriter();
        assertThat(Brownout.execute(
                        new String[] {"reference", which}, new PrintWriter(out, true), new PrintWriter(out)))
                .isZero();
        assertThat(Files.readString(Path.of("../docs/" + which + ".md")))
                .as("./brownout reference %s > docs/%s.md brings it up to date", which, which)
                .isEqualTo(out.toString());
    }
}
