package dev.brownout.faults.container.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brownout.api.BrownoutException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is taken from apt's two formats, and what is left. */
class AptSourcesTests {
    @TempDir
    Path etc;

    @BeforeEach
    void distribution() throws IOException {
        Files.createDirectories(etc.resolve("apt/sources.list.d"));
        Files.writeString(etc.resolve("os-release"), "ID=debian\nVERSION_CODENAME=bookworm\n");
    }

    private void list(String name, String text) throws IOException {
        Files.writeString(etc.resolve("apt").resolve(name), text);
    }

    @Test
    void should_read_one_line_entries_of_the_distribution_only() throws IOException {
        list("sources.list", """
                # what the installer wrote
                deb http://mirror.example/debian/ bookworm main contrib # comment
                deb [arch=amd64 signed-by=/usr/share/keyrings/k.gpg] https://mirror.example/debian bookworm-updates main
                deb-src http://mirror.example/debian bookworm main
                deb cdrom:[Debian]/ bookworm main
                """);
        list("sources.list.d/vendor.list", "deb http://vendor.example/apt stable main\n");
        var sources = AptSources.of(etc);
        assertThat(sources.text()).isEqualTo("""
                deb http://mirror.example/debian/ bookworm main contrib
                deb [signed-by=/usr/share/keyrings/k.gpg] https://mirror.example/debian bookworm-updates main
                """);
        assertThat(sources.suite()).isEqualTo("bookworm");
        assertThat(sources.tls()).isTrue();
    }

    @Test
    void should_read_stanzas() throws IOException {
        list("sources.list.d/debian.sources", """
                Types: deb deb-src
                # a comment inside
                URIs: http://mirror.example/debian
                Suites: bookworm bookworm-updates bookworm-backports
                Components: main
                 contrib
                Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg

                Types: deb
                URIs: http://mirror.example/debian-security
                Suites: bookworm-security
                Components: main
                Enabled: no

                Types: deb
                URIs: http://vendor.example/node_20.x
                Suites: nodistro
                Components: main
                """);
        assertThat(AptSources.of(etc).entries())
                .containsExactly(
                        "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] http://mirror.example/debian bookworm main contrib",
                        "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] http://mirror.example/debian bookworm-updates main contrib");
    }

    @Test
    void should_take_the_first_mirror_of_a_list() throws IOException {
        var mirrors = Files.writeString(
                etc.resolve("mirrors"), "http://one.example/debian\thttps\nhttp://two.example/debian\n");
        list("sources.list", "deb mirror+file:" + mirrors + " bookworm main\n");
        assertThat(AptSources.of(etc).entries()).containsExactly("deb http://one.example/debian bookworm main");
    }

    @Test
    void should_say_what_is_missing() throws IOException {
        assertThatThrownBy(() -> AptSources.of(etc))
                .isInstanceOf(BrownoutException.class)
                .hasMessage("apt must have a source for bookworm main, but there is none in " + etc.resolve("apt")
                        + "; add one to sources.list, or pull the images from a registry");
        Files.writeString(etc.resolve("os-release"), "ID=alpine\n");
        assertThatThrownBy(() -> AptSources.of(etc))
                .hasMessage(
                        "images can be made on Debian and Ubuntu, from their packages, but this is neither; pull them"
                                + " from a registry, or make them on such a machine and carry them over with docker save and"
                                + " docker load");
    }
}
