package dev.brownout.faults.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A process to be started.
 *
 * @param name what messages call it: letters, digits, {@code . _ -}
 * @param command program and arguments; the program is a path or is found on the {@code PATH} of its environment
 * @param environment variables added to, or replacing, those of the process that asks; never null, may be empty
 * @param directory its working directory, which must exist
 * @param output the file that its standard output and standard error are appended to; its standard input is empty
 * @param stopSignal what asks it to end: {@link Signal#TERM} for most, {@link Signal#INT} for Postgres
 */
public record ProcessSpec(
        String name,
        List<String> command,
        Map<String, String> environment,
        Path directory,
        Path output,
        Signal stopSignal) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]+");

    /** Checks the name, the command and the stop signal, and makes the paths absolute. */
    public ProcessSpec {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "process name must be letters, digits, '.', '_' or '-', but was '" + name + "'");
        }
        if (command.isEmpty() || command.get(0).isBlank()) {
            throw new IllegalArgumentException(
                    "command must name a program, but was " + command + " in process '" + name + "'");
        }
        if (!stopSignal.asksToEnd()) {
            throw new IllegalArgumentException(
                    "stop signal must be one that ends a process (TERM, INT or KILL), but was " + stopSignal
                            + " in process '" + name + "'");
        }
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
        directory = directory.toAbsolutePath();
        output = output.toAbsolutePath();
    }

    /** Returns a process without variables of its own, which {@link Signal#TERM} asks to end. */
    public static ProcessSpec of(String name, List<String> command, Path directory, Path output) {
        return new ProcessSpec(name, command, Map.of(), directory, output, Signal.TERM);
    }

    /** Returns the same process with these variables instead. */
    public ProcessSpec withEnvironment(Map<String, String> variables) {
        return new ProcessSpec(name, command, variables, directory, output, stopSignal);
    }

    /** Returns the same process, asked to end by {@code signal} instead. */
    public ProcessSpec withStopSignal(Signal signal) {
        return new ProcessSpec(name, command, environment, directory, output, signal);
    }
}
