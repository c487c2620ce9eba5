package dev.brownout.examples.exchange.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The account that Postgres runs as. Postgres refuses to run as root, so as root we step down to {@code nobody}; anybody
 * else runs it as themselves.
 *
 * @param prefix the words before a command that make it run as this account; empty if no change is needed. The prefix
 *     replaces itself with the command ({@code exec}), so the process id and its signals are the command's own
 * @param ids the account to own Postgres's directories; empty if they are ours anyway
 */
record PostgresUser(List<String> prefix, Optional<Ids> ids) {

    private static final Path ACCOUNTS = Path.of("/etc/passwd");
    private static final String ACCOUNT = "nobody";
    private static final Duration PROBE = Duration.ofSeconds(5);

    /** Numeric user and group, as in {@code /etc/passwd}. */
    record Ids(int user, int group) {}

    PostgresUser {
        prefix = List.copyOf(prefix);
    }

    /**
     * Finds out whether we are root and, if so, how to step down.
     *
     * @throws PostgresException if we are root and no way down works here
     */
    static PostgresUser detect() {
        try {
            if (ourUser() != 0) {
                return new PostgresUser(List.of(), Optional.empty());
            }
            return stepDown(account());
        } catch (IOException e) {
            throw new PostgresException("cannot find out which account is to run Postgres: " + e.getMessage(), e);
        }
    }

    private static PostgresUser stepDown(Ids ids) {
        StringBuilder tried = new StringBuilder();
        for (List<String> prefix : waysDown(ids)) {
            try {
                Command.Result result = Command.run(
                        Stream.concat(prefix.stream(), Stream.of("true")).toList(), Path.of("/"), PROBE);
                if (result.ok()) {
                    return new PostgresUser(prefix, Optional.of(ids));
                }
                tried.append("\n  ").append(result.output().strip());
            } catch (IOException e) {
                tried.append("\n  ").append(e.getMessage());
            }
        }
        throw new PostgresException("Postgres must run as an ordinary user, but this is root and nothing here can step"
                + " down; install setpriv (util-linux 2.33 or newer), gosu or su-exec, or be an ordinary user:"
                + tried);
    }

    /** Ways that exec the command in their own place; those that stay as its parent (su, runuser, sudo) do not serve. */
    private static List<List<String>> waysDown(Ids ids) {
        String user = "--reuid=" + ids.user();
        String group = "--regid=" + ids.group();
        String both = ids.user() + ":" + ids.group();
        return List.of(
                // "keep": a changed user would otherwise clear the death signal that a supervisor has set, prctl(2)
                List.of("setpriv", user, group, "--clear-groups", "--pdeathsig", "keep"),
                List.of("setpriv", user, group, "--clear-groups"),
                List.of("gosu", both),
                List.of("su-exec", both));
    }

    private static int ourUser() throws IOException {
        Path file = Files.createTempFile("brownout-", ".owner");
        try {
            return user(file);
        } finally {
            Files.delete(file);
        }
    }

    private static Ids account() throws IOException {
        for (String line : Files.readAllLines(ACCOUNTS)) {
            String[] field = line.split(":", -1);
            if (field.length > 3 && field[0].equals(ACCOUNT)) {
                return new Ids(Integer.parseInt(field[2]), Integer.parseInt(field[3]));
            }
        }
        throw new IOException(ACCOUNTS + " must hold the account '" + ACCOUNT + "', but does not; add it");
    }

    private static int user(Path path) throws IOException {
        return (int) Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
    }

    /** Gives {@code path} itself, not what it holds, to this account. */
    void own(Path path) throws IOException {
        if (ids.isPresent()) {
            Files.setAttribute(path, "unix:uid", ids.get().user(), LinkOption.NOFOLLOW_LINKS);
            Files.setAttribute(path, "unix:gid", ids.get().group(), LinkOption.NOFOLLOW_LINKS);
        }
    }

    /**
     * Checks that this account can walk down to {@code directory}.
     *
     * @throws PostgresException naming the first directory that is closed to others
     */
    void checkReaches(Path directory) throws IOException {
        if (ids.isEmpty()) {
            return;
        }
        Path whole = directory.toRealPath();
        for (Path at = whole; at != null; at = at.getParent()) {
            boolean ours = user(at) == ids.get().user();
            if (!ours && !Files.getPosixFilePermissions(at).contains(PosixFilePermission.OTHERS_EXECUTE)) {
                throw new PostgresException(
                        at + " must be open to the account '" + ACCOUNT + "', which runs Postgres for"
                                + " root, but is closed; use a directory under the system's temporary directory, or chmod o+x it");
            }
        }
    }
}
