package dev.brownout.faults.vantage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brownout.agent.Agent;
import dev.brownout.api.BrownoutException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentJarTests {
    private static final String AGENT = Agent.class.getName().replace('.', '/') + ".class";

    @TempDir
    Path directory;

    private static void copyAgentTo(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        try (var in = Agent.class.getResourceAsStream("Agent.class")) {
            Files.copy(java.util.Objects.requireNonNull(in), file);
        }
    }

    private static void isAgent(AgentJar jar) throws IOException {
        try (var opened = new JarFile(jar.path().toFile())) {
            var manifest = opened.getManifest().getMainAttributes();
            assertThat(manifest.getValue("Premain-Class")).isEqualTo(Agent.class.getName());
            assertThat(manifest.getValue("Agent-Class")).isEqualTo(Agent.class.getName());
            assertThat(opened.getEntry(AGENT)).isNotNull();
        }
    }

    @Test
    void is_built_from_a_reactors_classes_and_deleted_again() throws IOException {
        copyAgentTo(directory.resolve(AGENT));
        var jar = AgentJar.at(directory);
        isAgent(jar);
        jar.close();
        jar.close();
        assertThat(jar.path()).doesNotExist();
    }

    @Test
    void is_built_from_a_jar_of_several_modules() throws IOException {
        var all = directory.resolve("all.jar");
        try (var inside = FileSystems.newFileSystem(URI.create("jar:" + all.toUri()), Map.of("create", "true"))) {
            copyAgentTo(inside.getPath("/" + AGENT));
        }
        try (var jar = AgentJar.at(all)) {
            assertThat(jar.path()).isNotEqualTo(all);
            isAgent(jar);
            try (var again = AgentJar.at(jar.path())) {
                assertThat(again.path()).as("is one already").isEqualTo(jar.path());
            }
            assertThat(jar.path()).as("not ours to delete").exists();
        }
    }

    @Test
    void says_when_there_is_none() {
        assertThatThrownBy(() -> AgentJar.at(directory.resolve("absent.jar")))
                .isInstanceOf(BrownoutException.class)
                .hasMessageStartingWith("chaos-agent must be readable on the class path, but was not: ")
                .hasMessageEndingWith("; add chaos-agent.jar");
    }
}
