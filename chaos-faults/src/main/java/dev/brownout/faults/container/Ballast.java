package dev.brownout.faults.container;

import dev.brownout.api.BrownoutException;

/**
 * A file that takes up all the room of a file system in memory inside a container. Only of such a one: any other is a part of the
 * host's disk, or of somebody's volume, and filling it would hit others too.
 *
 * @param container the container
 * @param path the directory that is to be full, absolute
 */
record Ballast(LiveContainer container, String path) {
    static final String FILE = "/.brownout-ballast";
    private static final String WITNESS = "/.brownout-witness";
    private static final long MOST = 1L << 30;

    String file() {
        return path.replaceFirst("/+$", "") + FILE;
    }

    /** Sees that it can be filled without hitting anybody else. */
    void check(ContainerLimits limits) {
        var mount = mount();
        if (!mount.type().equals("tmpfs") || !mount.options().contains("size=")) {
            throw new BrownoutException("path " + path + " of " + container
                    + " must be a file system of its own with a limit (docker run --tmpfs " + path
                    + ":size=16m), but is on " + mount.type() + " at " + mount.at()
                    + ", which others share; name another path");
        }
        long room = mount.bytes();
        if (room > MOST) {
            throw new BrownoutException("path " + path + " of " + container
                    + " must hold at most 1 GiB of the host's memory, but holds " + (room >> 20)
                    + " MiB; give its tmpfs a smaller size");
        }
        if (limits.memory() > 0 && room > limits.memory() / 2) {
            throw new BrownoutException("path " + path + " of " + container + " must hold at most half of its memory ("
                    + (limits.memory() >> 20) + " MiB), because what is in it counts as its memory, but holds "
                    + (room >> 20) + " MiB: it would be killed instead; give its tmpfs a smaller size");
        }
    }

    private record Mount(String at, String type, String options) {
        /** The kernel writes the size in KiB (tmpfs(5)). */
        long bytes() {
            var matcher =
                    java.util.regex.Pattern.compile("(?:^|,)size=(\\d{1,15})k").matcher(options);
            return matcher.find() ? Long.parseLong(matcher.group(1)) << 10 : Long.MAX_VALUE;
        }
    }

    /** The mount that the path is on: the longest that it begins with, and the last of those that hide each other (proc(5)). */
    private Mount mount() {
        var ended = container.inside(true, "cd -- \"$1\" && pwd -P && cat /proc/self/mounts", path);
        if (!ended.ok()) {
            throw new BrownoutException("path " + path + " of " + container
                    + " must be a directory that a shell inside can enter, but: "
                    + (ended.errors() + " " + ended.output()).strip()
                    + "; name another path, or use an image with a shell and cat");
        }
        var lines = ended.output().lines().toList();
        var real = lines.get(0);
        var found = new Mount("/", "nothing", "");
        for (var line : lines.subList(1, lines.size())) {
            var words = line.split(" ", -1);
            boolean over = words.length > 3
                    && (real.equals(words[1]) || real.startsWith(words[1].equals("/") ? "/" : words[1] + "/"));
            if (over && words[1].length() >= found.at().length()) {
                found = new Mount(words[1], words[2], words[3]);
            }
        }
        return found;
    }

    /** Fills it until nothing more goes in. */
    void fill() {
        // in two sizes, as a file that is written in blocks may leave room for less than a block
        var ended = container.inside(
                true, "dd if=/dev/zero bs=64k >> \"$1\"; dd if=/dev/zero bs=1k >> \"$1\"; [ -e \"$1\" ]", file());
        if (!ended.ok() || !ended.errors().contains("No space left")) {
            throw new BrownoutException("path " + path + " of " + container + " must be filled, but: "
                    + (ended.errors() + " " + ended.output()).strip());
        }
    }

    /** What came of a write. */
    enum Write {
        DONE,
        NO_SPACE,
        FAILED
    }

    /** Writes a block and removes it; as root, whom no permissions stop, so that only the lack of room can. */
    Write tryWrite() {
        var ended = container.inside(
                true,
                "dd if=/dev/zero of=\"$1\" bs=4k count=1; code=$?; rm -f -- \"$1\"; exit $code",
                path.replaceFirst("/+$", "") + WITNESS);
        return ended.ok() ? Write.DONE : ended.errors().contains("No space left") ? Write.NO_SPACE : Write.FAILED;
    }
}
