package dev.brownout.faults.process;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.ComponentProcess.Revival;
import dev.brownout.api.UndoAction;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** {@code process.start}: starts a process again that a fault has ended, unless it runs. */
public final class StartProcess implements UndoAction {
    static final String NAME = "process.start";

    private static final String COMMAND = "command";
    private static final String DIRECTORY = "directory";
    private static final String PID_FILE = "pid-file";
    private static final JsonMapper JSON = new JsonMapper();

    /** Make the action, for {@link java.util.ServiceLoader}. */
    public StartProcess() {}

    @Override
    public String name() {
        return NAME;
    }

    static Map<String, String> words(Revival revival) {
        return Map.of(
                COMMAND,
                JSON.writeValueAsString(revival.command()),
                DIRECTORY,
                revival.directory().toString(),
                PID_FILE,
                revival.pidFile().toString());
    }

    @Override
    public String undo(Map<String, String> arguments) {
        List<String> command;
        try {
            command = Arrays.asList(JSON.readValue(arguments.getOrDefault(COMMAND, ""), String[].class));
        } catch (JacksonException e) {
            throw new BrownoutException("command of " + NAME + " must be a list, but was " + arguments, e);
        }
        var process = StandingProcess.revive(new Revival(
                command,
                Path.of(arguments.getOrDefault(DIRECTORY, "")),
                Path.of(arguments.getOrDefault(PID_FILE, ""))));
        return "process " + process.pid() + " runs, by " + arguments.get(PID_FILE);
    }
}
