package dev.brownout.faults.vantage;

import dev.brownout.agent.Agent;
import dev.brownout.api.BrownoutException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

/**
 * The jar that {@code -javaagent} names: chaos-agent's own where it is on the class path, else a temporary one with the
 * agent's classes, for a reactor's {@code target/classes} and for jars that hold several modules.
 */
public final class AgentJar implements AutoCloseable {
    private static final String CLASSES = Agent.class.getPackageName().replace('.', '/');

    private final Path path;
    private final boolean temporary;

    private AgentJar(Path path, boolean temporary) {
        this.path = path;
        this.temporary = temporary;
    }

    /**
     * Find or build the jar.
     *
     * @return the jar, to be closed
     * @throws BrownoutException if neither works
     */
    public static AgentJar locate() {
        try {
            return at(Path.of(Agent.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI()));
        } catch (URISyntaxException e) {
            throw unreadable(e);
        }
    }

    /** Take the agent from a directory of classes or from a jar. */
    static AgentJar at(Path source) {
        try {
            if (Files.isDirectory(source)) {
                return build(source.resolve(CLASSES));
            }
            try (var jar = new JarFile(source.toFile())) {
                var manifest = jar.getManifest();
                if (manifest != null
                        && Agent.class
                                .getName()
                                .equals(manifest.getMainAttributes().getValue("Premain-Class"))) {
                    return new AgentJar(source, false);
                }
            }
            try (FileSystem inside = FileSystems.newFileSystem(URI.create("jar:" + source.toUri()), Map.of())) {
                return build(inside.getPath("/" + CLASSES));
            }
        } catch (IOException | UncheckedIOException e) {
            throw unreadable(e);
        }
    }

    private static BrownoutException unreadable(Exception e) {
        return new BrownoutException(
                "chaos-agent must be readable on the class path, but was not: " + e + "; add chaos-agent.jar", e);
    }

    private static AgentJar build(Path classes) throws IOException {
        var jar = Files.createTempFile("brownout-agent-", ".jar");
        jar.toFile().deleteOnExit(); // for a harness that ends without closing
        var manifest = new Manifest();
        var entries = manifest.getMainAttributes();
        entries.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        entries.putValue("Premain-Class", Agent.class.getName());
        entries.putValue("Agent-Class", Agent.class.getName());
        try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest);
                var files = Files.list(classes)) {
            for (var file : files.sorted().toList()) {
                out.putNextEntry(new ZipEntry(CLASSES + "/" + file.getFileName()));
                Files.copy(file, out);
            }
        }
        return new AgentJar(jar, true);
    }

    /**
     * Tell where it lies.
     *
     * @return its file
     */
    public Path path() {
        return path;
    }

    /** Delete it if it was built. Idempotent. */
    @Override
    public void close() {
        if (temporary) {
            try {
                Files.deleteIfExists(path);
            } catch (IOException e) {
                // deleteOnExit tries again
            }
        }
    }
}
