package dev.brownout.api;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A component's process, as a running stack hands it to a {@link FaultPlane}: which one it is, where it serves, and how it
 * is ended and started again. Implementations are thread safe; an end that was asked for here is never reported by {@link
 * RunningStack#onUnexpectedExit}.
 */
public interface ComponentProcess {

    /**
     * Tell the process id of what runs now.
     *
     * @return the id; empty while nothing of the component runs. A later process that was given the same number is never
     *     told
     */
    OptionalLong pid();

    /**
     * Tell where it serves, directly and not through the plane.
     *
     * @return the place, the same after a restart; empty where it serves nobody
     */
    Optional<Served> served();

    /**
     * Tell where it logs.
     *
     * @return the file, the same after a restart; empty where there is none
     */
    Optional<Path> log();

    /**
     * Tell how somebody else could start it again when this process is gone.
     *
     * @return the way; empty where the component ends with this process, or cannot be started again at all
     */
    Optional<Revival> revival();

    /**
     * End it and its descendants at once (SIGKILL). Returns when it is gone; does nothing if it is.
     *
     * @throws BrownoutException if it could not be ended
     */
    void kill();

    /**
     * End it in order, as its own stop signal does, and by force after some seconds. Returns when it is gone; does nothing if
     * it is.
     *
     * @throws BrownoutException if it could not be ended
     */
    void stop();

    /**
     * Start it again if it does not run. Returns when it serves, at most after half a minute.
     *
     * @throws BrownoutException if it did not start, or cannot be started by us
     */
    void start();

    /**
     * Where a process serves.
     *
     * @param address the address that it listens on
     * @param protocol what is spoken there, so that a witness can ask something that is answered
     */
    record Served(InetSocketAddress address, Protocol protocol) {}

    /**
     * How to start a process again, known to whoever reads it.
     *
     * @param command program and arguments; may end at once and leave a daemon behind, or stay
     * @param directory where to run it
     * @param pidFile the file into which the process writes its id
     */
    record Revival(List<String> command, Path directory, Path pidFile) {
        /** Copy the command and make the paths absolute. */
        public Revival {
            Rules.require(!command.isEmpty(), "start command must name a program, but was empty");
            command = List.copyOf(command);
            directory = directory.toAbsolutePath();
            pidFile = pidFile.toAbsolutePath();
        }
    }
}
