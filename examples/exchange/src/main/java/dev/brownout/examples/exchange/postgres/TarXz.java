package dev.brownout.examples.exchange.postgres;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** Unpacks a {@code .txz} archive of directories, files and symbolic links. */
final class TarXz {

    private static final int OWNER_EXECUTES = 0100;

    private TarXz() {}

    /**
     * Unpacks {@code archive} into the existing directory {@code target}: readable by all, writable by the owner.
     *
     * @throws IOException if it is damaged, or if an entry or a link would lead out of {@code target}
     */
    static void unpack(InputStream archive, Path target) throws IOException {
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(archive, 1 << 16)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path path = inside(target, target.resolve(entry.getName()), entry);
                if (entry.isDirectory()) {
                    makeDirectories(target, path);
                    continue;
                }
                makeDirectories(target, path.getParent() == null ? target : path.getParent());
                if (entry.isSymbolicLink()) {
                    inside(target, path.resolveSibling(entry.getLinkName()), entry);
                    Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
                } else if (entry.isFile()) {
                    Files.copy(tar, path);
                    boolean executable = (entry.getMode() & OWNER_EXECUTES) != 0;
                    Files.setPosixFilePermissions(
                            path, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
                } else {
                    throw new IOException("archive entry must be a file, directory or symbolic link, but was "
                            + entry.getName() + " of type " + (char) entry.getLinkFlag());
                }
            }
        }
    }

    private static Path inside(Path target, Path path, TarArchiveEntry entry) throws IOException {
        Path normal = path.normalize();
        if (!normal.startsWith(target)) {
            throw new IOException("archive entry must stay inside the target, but was " + entry.getName());
        }
        return normal;
    }

    /** One by one, so that a strict umask does not close them to the account that runs Postgres. */
    private static void makeDirectories(Path target, Path directory) throws IOException {
        Path at = target;
        for (Path step : target.relativize(directory)) {
            at = at.resolve(step);
            if (!Files.isDirectory(at)) {
                Files.createDirectory(at);
                Files.setPosixFilePermissions(at, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
        }
    }
}
