package dev.brownout.faults.file;

import dev.brownout.api.BrownoutException;
import dev.brownout.faults.container.Command.Carried;
import dev.brownout.faults.container.Docker;
import dev.brownout.faults.file.Touch.Write;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A file inside a container. In one that runs and has a shell and coreutils, it is read and written by them, as root: as its
 * component sees it, mounts included, to the nanosecond, and replaced by a rename. In any other one, {@code docker cp} does
 * it: to the second, not in a tmpfs, and replaced in a moment in which a reader may find none; not in place.
 */
record ContainerPlace(Docker docker, String container, String path) implements Place {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int MOST_LINKS = 8;
    /** What a script ends with when it could not do it; all else means that it did not run, or lacks a program. */
    private static final int FAILED = 3;

    private static final int LACKS = 4;

    private static final String READ = """
            [ -e "$1" ] || { echo 'it is not there' >&2; exit 3; }
            [ -f "$1" ] || { echo 'it is no regular file or a link to one' >&2; exit 3; }
            command -v cat >/dev/null || exit 4
            stat -L -c '%f %u %g %.9Y %.9X %.9Z' -- "$1" || exit 4
            cat -- "$1" || exit 3""";
    private static final String GIVE = """
            chown "$4" "$f" && chmod "$3" "$f" || exit 3
            [ -z "$5" ] || { touch -a -d "$6" "$f" && touch -m -d "$5" "$f"; } || exit 3""";
    private static final String TOOLS = """
            for t in cat chown chmod touch mv rm wc; do command -v $t >/dev/null || exit 4; done
            """;
    private static final String RENAME = TOOLS + """
            umask 077
            trap 'rm -f "$2"' EXIT
            rm -f "$2"
            cat >"$2" || exit 3
            # a writer that dies leaves a part
            [ "$(wc -c <"$2")" -eq "$7" ] || exit 3
            f=$2
            """ + GIVE + "\nmv -f \"$2\" \"$1\" || exit 3";
    private static final String IN_PLACE = TOOLS + "f=$1\ncat >\"$1\" || exit 3\n[ -z \"$5\" ] && exit 0\n" + GIVE;

    static ContainerPlace of(String container, String path) {
        return new ContainerPlace(new Docker(Map.of()), container, path);
    }

    private Carried inside(String script, byte[] input, String... more) throws IOException {
        var words = new ArrayList<>(
                List.of("exec", "-i", "-u", "0", "-e", "LC_ALL=C", container, "sh", "-c", script, "sh", path));
        words.addAll(Arrays.asList(more));
        return docker.command(words).carry(input, (int) Contents.MOST_BYTES + (1 << 16), LIMIT);
    }

    /** Returns whether a script did it; no where nothing could be run there. */
    private static boolean did(Carried ended) throws IOException {
        if (ended.code() == FAILED) {
            throw new IOException(ended.errors().strip());
        }
        return ended.code() == 0;
    }

    @Override
    public Seen read() throws IOException {
        var ended = inside(READ, new byte[0]);
        if (ended.code() == FAILED) {
            throw new BrownoutException("file " + this + " must be there and readable, but: "
                    + ended.errors().strip());
        }
        if (ended.code() == 0) {
            int line = 0;
            while (ended.output()[line] != '\n') {
                line++;
            }
            var told = new String(ended.output(), 0, line, StandardCharsets.US_ASCII).split(" ", -1);
            if (told.length == 6 && told[5].matches("\\d+\\.\\d{9}")) {
                var content = Arrays.copyOfRange(ended.output(), line + 1, ended.output().length);
                return new Seen(content, attributes(told), Optional.of(time(told[5])));
            }
        }
        var copied = copied(path, MOST_LINKS);
        return new Seen(copied.content(), copied.attributes(), Optional.empty());
    }

    private static Attributes attributes(String[] told) {
        return new Attributes(
                Integer.parseInt(told[0], 16),
                Integer.parseInt(told[1]),
                Integer.parseInt(told[2]),
                time(told[3]),
                time(told[4]));
    }

    private static FileTime time(String seconds) {
        var parts = seconds.split("\\.", -1);
        return FileTime.from(Instant.ofEpochSecond(Long.parseLong(parts[0]), Long.parseLong(parts[1])));
    }

    private static String time(FileTime time) {
        var instant = time.toInstant();
        return "@" + instant.getEpochSecond() + String.format(java.util.Locale.ROOT, ".%09d", instant.getNano());
    }

    private Tar copied(String from, int links) throws IOException {
        var ended = docker.command(List.of("cp", container + ":" + from, "-"))
                .carry(new byte[0], (int) Contents.MOST_BYTES + (1 << 16), LIMIT);
        if (ended.code() != 0) {
            throw new BrownoutException("file " + this + " must be there and readable, but: "
                    + ended.errors().strip());
        }
        var tar = Tar.read(ended.output());
        if (tar.link().isEmpty()) {
            return tar;
        }
        if (links == 0) {
            throw new IOException("too many symbolic links");
        }
        return copied(Path.of(from).resolveSibling(tar.link().get()).normalize().toString(), links - 1);
    }

    @Override
    public Place real() throws IOException {
        var ended = inside("readlink -f -- \"$1\" || exit 4", new byte[0]);
        var found = new String(ended.output(), StandardCharsets.UTF_8).strip();
        if (ended.code() == 0 && found.startsWith("/")) {
            return new ContainerPlace(docker, container, found);
        }
        var at = path;
        for (int links = 0; links < MOST_LINKS; links++) {
            var copy = docker.command(List.of("cp", container + ":" + at, "-"))
                    .carry(new byte[0], (int) Contents.MOST_BYTES + (1 << 16), LIMIT);
            var link = copy.code() == 0 ? Tar.read(copy.output()).link() : Optional.<String>empty();
            if (link.isEmpty()) {
                break;
            }
            at = Path.of(at).resolveSibling(link.get()).normalize().toString();
        }
        return new ContainerPlace(docker, container, at);
    }

    @Override
    public boolean exists() {
        try {
            read();
            return true;
        } catch (IOException | BrownoutException e) {
            return false;
        }
    }

    /** What is too much fails when it is written, before it takes the file's place. */
    @Override
    public OptionalLong room() {
        return OptionalLong.empty();
    }

    @Override
    public void put(byte[] content, Write write, Attributes like, boolean back) throws IOException {
        var mode = Integer.toOctalString(like.mode() & 07777);
        var owner = like.uid() + ":" + like.gid();
        var modified = back ? time(like.modified()) : "";
        var accessed = back ? time(like.accessed()) : "";
        var script = write == Write.RENAME ? RENAME : IN_PLACE;
        var ended = inside(script, content, next(), mode, owner, modified, accessed, Integer.toString(content.length));
        if (did(ended)) {
            return;
        }
        if (write == Write.IN_PLACE && !back) {
            throw new IOException("in place needs a container that runs and has sh and coreutils, but "
                    + (ended.code() == LACKS
                            ? "it lacks some of them"
                            : ended.errors().strip())
                    + "; choose write: rename");
        }
        var file = Path.of(path);
        var time = back ? like.modified().toInstant() : Instant.now();
        var sent = docker.command(List.of("cp", "-a", "-", container + ":" + file.getParent()))
                .carry(Tar.of(String.valueOf(file.getFileName()), content, like, time), 1 << 16, LIMIT);
        if (sent.code() != 0) {
            throw new IOException(sent.errors().strip());
        }
    }

    private String next() {
        return HostPlace.next(Path.of(path)).toString();
    }

    @Override
    public void sweep() throws IOException {
        var unused = inside("rm -f \"$2\"", new byte[0], next());
    }

    @Override
    public boolean gone() {
        try {
            var seen = docker.quick("container", "inspect", "--format", "{{.Id}}", container);
            return !seen.ok() && seen.errors().contains("No such container");
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public String byHand(Path copy) {
        return "docker cp " + copy + " " + container + ":" + path;
    }

    @Override
    public Map<String, String> words() {
        return Map.of("file", path, "container", container);
    }

    @Override
    public String toString() {
        return path + " in container " + container;
    }
}
