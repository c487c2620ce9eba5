package dev.brownout.faults.container.image;

import dev.brownout.api.BrownoutException;
import dev.brownout.faults.container.Docker;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;

/**
 * An image with a Java run-time and a class path, made from what runs here and cached by its content. Immutable; each {@code
 * with…} method gives a changed copy.
 *
 * @param name what to call it; its tag is the digest of everything in it
 * @param classPath jars and directories of classes, in order
 * @param files further files, and where each of them lies in the image
 * @param rehearsal a main class and its arguments that load what will be used, so that a JVM starts sooner; may be empty
 */
public record ClassPathImage(String name, List<Path> classPath, Map<Path, String> files, List<String> rehearsal) {
    /** What is made without a registry, and what everybody else pulls. */
    private static final List<String> BASES = List.of("brownout/jre:latest", "eclipse-temurin:17-jre");

    private static final String HOME = "/brownout/lib/";
    private static final String ARCHIVE = "/brownout/classes.jsa";
    private static final Duration LIMIT = Duration.ofMinutes(5);

    /** Copy the lists. */
    public ClassPathImage {
        classPath = List.copyOf(classPath);
        files = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(files));
        rehearsal = List.copyOf(rehearsal);
    }

    /**
     * Describe an image.
     *
     * @param name what to call it
     * @param classPath jars and directories of classes, in order
     * @return the image
     */
    public static ClassPathImage of(String name, List<Path> classPath) {
        return new ClassPathImage(name, classPath, Map.of(), List.of());
    }

    /**
     * Add a file.
     *
     * @param file the file here
     * @param place its absolute path in the image
     * @return a copy with it
     */
    public ClassPathImage with(Path file, String place) {
        var more = new LinkedHashMap<>(files);
        more.put(file, place);
        return new ClassPathImage(name, classPath, more, rehearsal);
    }

    /**
     * Keep what a main class loads in an archive of shared classes (JEP 350).
     *
     * @param words the main class and its arguments; it has to end by itself
     * @return a copy that does
     */
    public ClassPathImage rehearsed(String... words) {
        return new ClassPathImage(name, classPath, files, List.of(words));
    }

    /**
     * Make it unless it is there.
     *
     * @param docker where
     * @return its name with its tag
     * @throws BrownoutException if there is no Java run-time to stand on, or it could not be built
     */
    public String ensure(Docker docker) {
        try {
            var base = base(docker);
            var context = Files.createTempDirectory("brownout-image-");
            try (var built = new BuildContext(context, 0, Optional.empty())) {
                return ensure(docker, base, built.directory());
            }
        } catch (IOException | UncheckedIOException e) {
            throw new BrownoutException("image " + name + " must be made from the class path, but: " + e, e);
        }
    }

    private String ensure(Docker docker, String base, Path context) throws IOException {
        var digest = sha256();
        var jars = new ArrayList<String>();
        for (int i = 0; i < classPath.size(); i++) {
            var jar = "%02d-%s.jar".formatted(i, stem(classPath.get(i)));
            copy(classPath.get(i), context.resolve(jar), digest);
            jars.add(jar);
        }
        var lines = new StringBuilder("FROM " + base + "\n");
        lines.append("COPY ")
                .append(String.join(" ", jars))
                .append(" ")
                .append(HOME)
                .append("\n");
        for (var file : files.entrySet()) {
            var copy = "file-" + file.getKey().getFileName();
            copy(file.getKey(), context.resolve(copy), digest);
            lines.append("COPY ")
                    .append(copy)
                    .append(" ")
                    .append(file.getValue())
                    .append("\n");
        }
        var path = jars.stream().map(jar -> HOME + jar).collect(Collectors.joining(":"));
        lines.append("ENV CLASSPATH=").append(path).append("\n");
        if (!rehearsal.isEmpty()) {
            lines.append("RUN java -XX:+UseSerialGC -XX:ArchiveClassesAtExit=")
                    .append(ARCHIVE)
                    .append(" ")
                    .append(String.join(" ", rehearsal))
                    .append(" >/dev/null\n");
            lines.append("ENV JDK_JAVA_OPTIONS=\"-XX:SharedArchiveFile=")
                    .append(ARCHIVE)
                    .append(" -Xshare:auto\"\n");
        }
        digest.update((lines
                        + docker.must(
                                "image " + base + " must be there", "image", "inspect", "--format", "{{.Id}}", base))
                .getBytes(StandardCharsets.UTF_8));
        var tag = name + ":" + HexFormat.of().formatHex(digest.digest(), 0, 8);
        if (!docker.hasImage(tag)) {
            Files.writeString(context.resolve("Dockerfile"), lines);
            docker.must(
                    "image " + tag + " must be built",
                    LIMIT,
                    List.of(
                            "build",
                            "--quiet",
                            "--force-rm",
                            "--label",
                            "dev.brownout.class-path=" + name,
                            "--tag",
                            tag,
                            context.toString()));
        }
        return tag;
    }

    /** What is made here goes before what has to be pulled. */
    private static String base(Docker docker) throws IOException {
        for (var base : BASES) {
            if (docker.hasImage(base)) {
                return base;
            }
        }
        throw new BrownoutException("an image with a Java run-time must be there, but none of " + BASES + " is; say"
                + " brownout images build --only jre, or with a registry docker pull " + BASES.get(1));
    }

    /** The file's name, or for classes the name of their module: {@code MODULE/target/classes}. */
    private static String stem(Path entry) {
        var path = entry.toAbsolutePath().normalize();
        int names = path.getNameCount();
        var name = path.getName(Files.isDirectory(entry) ? Math.max(0, names - 3) : names - 1);
        return name.toString().replaceFirst("\\.jar$", "").replaceAll("[^A-Za-z0-9.-]", "-");
    }

    private static void copy(Path from, Path to, MessageDigest digest) throws IOException {
        if (Files.isDirectory(from)) {
            pack(from, to, digest);
            return;
        }
        try (InputStream in = Files.newInputStream(from);
                OutputStream out = new DigestOutputStream(Files.newOutputStream(to), digest)) {
            in.transferTo(out);
        }
    }

    /** Packs a directory of classes: shared classes can only come from jars. The time of day is no part of it. */
    private static void pack(Path directory, Path to, MessageDigest digest) throws IOException {
        try (var out = new JarOutputStream(new DigestOutputStream(Files.newOutputStream(to), digest));
                var all = Files.walk(directory)) {
            out.setLevel(0);
            for (var file : all.filter(Files::isRegularFile).sorted().toList()) {
                var entry = new ZipEntry(directory.relativize(file).toString().replace('\\', '/'));
                entry.setTime(0);
                out.putNextEntry(entry);
                Files.copy(file, out);
                out.closeEntry();
            }
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
