package dev.brownout.faults.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A program that has difficult children under a supervisor and then does nothing, for somebody to kill it. It writes one
 * line a process, {@code <name> <pid>}, and then {@code UP}. If the directory holds a file {@code hold}, its end takes
 * until that file is gone.
 */
final class FamilyMain {

    private static final Duration DEADLINE = Duration.ofSeconds(20);

    private FamilyMain() {}

    public static void main(String[] args) throws Exception {
        Path directory = Path.of(args[0]);
        Path hold = directory.resolve("hold");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            while (Files.exists(hold)) {
                Thread.onSpinWait();
            }
        }));
        Supervisor supervisor = Supervisor.start(directory);
        System.out.println("supervisor " + supervisor.pid());
        shell(supervisor, directory, "plain", "echo UP; exec sleep 600");
        SupervisedProcess stopped = shell(supervisor, directory, "stopped", "echo UP; exec sleep 600");
        stopped.signal(Signal.STOP);
        shell(supervisor, directory, "stubborn", "trap '' TERM; echo UP; while :; do sleep 1; done");
        SupervisedProcess parent =
                shell(supervisor, directory, "parent", "sleep 600 & echo GRANDCHILD $!; echo UP; wait");
        grandchild(parent);
        // in a session of its own, its parent gone: no descendant any more
        SupervisedProcess gone =
                shell(supervisor, directory, "deserter", "setsid sleep 600 & echo GRANDCHILD $!; echo UP; sleep 0.2");
        grandchild(gone);
        System.out.println("UP");
        System.in.read();
        supervisor.close();
    }

    private static void grandchild(SupervisedProcess process) {
        System.out.println(process.name() + "-grandchild "
                + process.awaitLine(Pattern.compile("GRANDCHILD (\\d+)"), DEADLINE)
                        .group(1));
    }

    private static SupervisedProcess shell(Supervisor supervisor, Path directory, String name, String script) {
        SupervisedProcess process = supervisor.spawn(
                ProcessSpec.of(name, List.of("sh", "-c", script), directory, directory.resolve(name + ".log")));
        process.awaitLine(Pattern.compile("UP"), DEADLINE);
        System.out.println(name + " " + process.pid());
        return process;
    }
}
