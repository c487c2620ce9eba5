package dev.brownout.scenarios.stack;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.ComponentProcess;
import dev.brownout.faults.process.StandingProcess;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Finds a process by the file into which it wrote its number, when the stack starts.
 *
 * @param pidFile the file
 * @param served where the process serves; its host may be a name that is looked up when the stack starts
 * @param log where it logs; empty where it does not
 * @param revival how it is started again; empty where it can only be paused
 */
public record PidFileProcess(
        Path pidFile, ComponentProcess.Served served, Optional<Path> log, Optional<ComponentProcess.Revival> revival)
        implements Supplier<ComponentProcess> {

    @Override
    public ComponentProcess get() {
        try {
            var text = Files.readString(pidFile).strip();
            if (!text.matches("\\d{1,18}")) {
                throw new BrownoutException("pid file " + pidFile + " must hold a process's number, but does not");
            }
            var address = served.address();
            var resolved = new InetSocketAddress(address.getHostString(), address.getPort());
            return new StandingProcess(
                    Long.parseLong(text), new ComponentProcess.Served(resolved, served.protocol()), log, revival);
        } catch (IOException e) {
            throw new BrownoutException(
                    "pid file " + pidFile + " must be there, but cannot be read: " + e + "; start the service", e);
        }
    }
}
