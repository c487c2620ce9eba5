package dev.brownout.examples.exchange.containers;

import dev.brownout.api.BrownoutException;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * What the exchange's processes need of this JVM's class path: their own classes, and the libraries that they use. The rest is
 * Brownout's, or a test's. Immutable.
 *
 * @param own a jar, or a directory of classes where it has not been packed yet
 * @param libraries jars by file name
 */
record ClassPath(Path own, List<Path> libraries) {
    /** Beginnings of file names; a library that is missing here is found by {@code ContainersIT}. */
    private static final List<String> LIBRARIES = List.of(
            "undertow-core-",
            "xnio-api-",
            "xnio-nio-",
            "wildfly-client-config-",
            "wildfly-common-",
            "jboss-logging-",
            "jboss-threads-",
            "smallrye-common-",
            "logback-classic-",
            "logback-core-",
            "slf4j-api-",
            "jackson-annotations-",
            "jackson-core-",
            "jackson-databind-",
            "postgresql-",
            "commons-dbcp2-",
            "commons-logging-",
            "commons-pool2-",
            "jakarta.transaction-api-",
            "jedis-",
            "redis-authx-core-");

    /** The same for every build, so that the same classes make the same jar. */
    private static final LocalDateTime PACKED = LocalDateTime.of(2026, 1, 1, 0, 0);

    ClassPath {
        libraries = List.copyOf(libraries);
    }

    /**
     * Find them.
     *
     * @param own where the exchange's own classes are
     * @param all as {@code java.class.path} has it
     * @throws BrownoutException if a library is not there
     */
    static ClassPath of(Path own, String all) {
        var found = new TreeMap<String, Path>();
        Arrays.stream(all.split(File.pathSeparator, -1))
                .map(Path::of)
                .filter(entry -> LIBRARIES.stream().anyMatch(name(entry)::startsWith)
                        && name(entry).endsWith(".jar"))
                .forEach(entry -> found.putIfAbsent(name(entry), entry));
        for (var library : LIBRARIES) {
            if (found.keySet().stream().noneMatch(name -> name.startsWith(library))) {
                throw new BrownoutException(
                        "class path must have a " + library + "….jar for the exchange's image, but was " + all
                                + "; start from a checkout, or with examples/exchange/target/lib/*");
            }
        }
        return new ClassPath(own, List.copyOf(found.values()));
    }

    private static String name(Path entry) {
        var name = entry.getFileName();
        return name == null ? "" : name.toString();
    }

    /** Put it into a directory, as {@code exchange.jar} and {@code lib}. */
    void copyTo(Path directory) throws IOException {
        var jar = directory.resolve("exchange.jar");
        if (Files.isDirectory(own)) {
            pack(jar);
        } else {
            Files.copy(own, jar);
        }
        var lib = Files.createDirectory(directory.resolve("lib"));
        for (var library : libraries) {
            Files.copy(library, lib.resolve(name(library)));
        }
    }

    /** Tell where everything is in the image, always in the same order: prepared classes are good for that order only. */
    String inImage() {
        return libraries.stream()
                .map(library -> "/exchange/lib/" + name(library))
                .collect(Collectors.joining(":", "/exchange/exchange.jar:", ""));
    }

    private void pack(Path jar) throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(own)) {
            files = walk.filter(Files::isRegularFile).sorted().toList();
        }
        try (OutputStream out = Files.newOutputStream(jar);
                var zip = new ZipOutputStream(out)) {
            for (var file : files) {
                var entry = new ZipEntry(own.relativize(file).toString().replace(File.separatorChar, '/'));
                entry.setTimeLocal(PACKED);
                zip.putNextEntry(entry);
                Files.copy(file, zip);
                zip.closeEntry();
            }
        }
    }
}
