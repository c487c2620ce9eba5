package dev.brownout.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A fault from somebody else's jar is in every list, without a line of ours changed. */
class ThirdPartyFaultTests {
    private static final String SERVICE = "META-INF/services/dev.brownout.api.FaultKind";

    @TempDir
    private Path directory;

    private final ClassLoader before = Thread.currentThread().getContextClassLoader();

    @BeforeEach
    void addTheJar() throws IOException {
        var loader = new URLClassLoader(new URL[] {jar().toUri().toURL()}, before);
        Thread.currentThread().setContextClassLoader(loader);
    }

    @AfterEach
    void removeTheJar() throws IOException {
        var loader = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(before);
        ((URLClassLoader) loader).close();
    }

    private Path jar() throws IOException {
        var source = directory.resolve("ClockStopped.java");
        try (var in = ThirdPartyFaultTests.class.getResourceAsStream("/thirdparty/ClockStopped.java")) {
            Files.write(source, in.readAllBytes());
        }
        var classes = Files.createDirectory(directory.resolve("classes"));
        int failed = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-proc:none",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-d",
                        classes.toString(),
                        source.toString());
        assertThat(failed).as("the compiler's exit code").isZero();
        var jar = directory.resolve("their-faults.jar");
        try (var out = new JarOutputStream(Files.newOutputStream(jar));
                var found = Files.walk(classes)) {
            for (var file : found.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                Files.copy(file, out);
            }
            out.putNextEntry(new JarEntry(SERVICE));
            out.write("com.example.faults.ClockStopped$Kind\n".getBytes(StandardCharsets.UTF_8));
        }
        return jar;
    }

    private static String brownout(String... args) {
        var out = new StringWriter();
        var err = new StringWriter();
        assertThat(Brownout.execute(args, new PrintWriter(out, true), new PrintWriter(err, true)))
                .as(err.toString())
                .isZero();
        return out.toString();
    }

    @Test
    void should_appear_in_list_schema_reference_and_description() {
        assertThat(brownout("list", "faults")).contains("clock.stopped", "A component's clock stands still.");
        assertThat(brownout("schema", "scenario")).contains("\"clock.stopped\"", "how far behind it is (1s to 1h)");
        assertThat(brownout("reference", "faults"))
                .contains("## clock.stopped", "| `behind` |", "the Date header does not move", "two GETs");
        assertThat(brownout("describe", "clock.stopped")).contains("how far behind it is");
    }
}
