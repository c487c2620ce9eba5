package dev.brownout.faults.container.ground;

import dev.brownout.api.BrownoutException;
import dev.brownout.faults.container.ContainerPlane;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/**
 * A small process that outlives us: when its standard input ends and nobody has said that all is in order, we were killed, and it
 * removes what we made with Docker. No heartbeat and no port: the kernel closes the pipe however we die.
 */
final class Reaper implements AutoCloseable {
    private static final String IN_ORDER = "in order";

    /** Ctrl-C at a terminal reaches the whole group: the reaper has to wait for its master's end, not to share it. */
    private static final String SCRIPT =
            "trap '' INT HUP TERM; read -r word; [ \"$word\" = '" + IN_ORDER + "' ] && exit 0; "
                    + "docker ps --all --quiet --filter \"label=$1\" | xargs -r docker rm --force --volumes >/dev/null; "
                    + "docker network ls --quiet --filter \"label=$1\" | xargs -r docker network rm >/dev/null";

    private final Process process;

    private Reaper(Process process) {
        this.process = process;
    }

    /** Starts one for what carries a run's label. */
    static Reaper start(String run) {
        try {
            return new Reaper(
                    new ProcessBuilder("/bin/sh", "-c", SCRIPT, "brownout-reaper", ContainerPlane.LABEL + "=" + run)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start());
        } catch (IOException e) {
            throw new BrownoutException("a reaper for containers must start, but did not: " + e, e);
        }
    }

    /** Says that nothing is left to remove, and waits for its end. */
    @Override
    public void close() {
        try (OutputStream in = process.getOutputStream()) {
            in.write((IN_ORDER + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // somebody has ended it before us: there is nothing for it to do
        }
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
