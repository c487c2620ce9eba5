package dev.brownout.examples.exchange.stack;

import dev.brownout.api.Component;
import dev.brownout.api.FaultPlane;
import dev.brownout.faults.process.ProcessSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes the command lines of the exchange's processes: this JVM's own {@code java} and class path, started quickly. */
final class ChildJvm {
    private static final List<String> QUICK = List.of(
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xshare:auto",
            "-Xmx128m",
            "-XX:-UsePerfData",
            // with the default on two cores, 1, CompletableFuture and so the JDK's HTTP client start a thread a request
            "-Djava.util.concurrent.ForkJoinPool.common.parallelism=2");

    /** Options of ours by which a child would take our debugger's port or our agents. */
    private static final List<String> OURS = List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

    private final FaultPlane plane;
    private final ExchangeOptions options;
    private final Path directory;

    ChildJvm(FaultPlane plane, ExchangeOptions options, Path directory) {
        this.plane = plane;
        this.options = options;
        this.directory = directory;
    }

    /**
     * Make a process that binds a port of its own choice, prints it as {@code READY <port>} and writes to
     * {@code <component>.log}.
     */
    ProcessSpec of(Component component, Class<?> main, List<String> arguments, Map<String, String> environment) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(QUICK);
        command.addAll(planeArguments(component));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of("name=" + component.id(), "host=127.0.0.1", "port=0"));
        command.addAll(options.arguments());
        command.addAll(arguments);
        var variables = new HashMap<>(environment);
        OURS.stream().filter(System.getenv()::containsKey).forEach(name -> variables.put(name, ""));
        return ProcessSpec.of(component.id(), command, directory, directory.resolve(component.id() + ".log"))
                .withEnvironment(variables);
    }

    private List<String> planeArguments(Component component) {
        var arguments = plane.jvmArguments(component);
        if (options.lookup() != ExchangeOptions.Lookup.PLATFORM) {
            return arguments;
        }
        var hookless = new ArrayList<String>();
        hookless.add("-Djdk.net.hosts.file=" + hosts());
        arguments.forEach(argument -> hookless.add(
                argument.startsWith("-javaagent:") ? argument.replaceFirst("([=,])dns=[^,]*,?", "$1") : argument));
        return hookless;
    }

    /** The file that stands for the platform's resolver; the JDK asks nobody else when it is given. */
    Path hosts() {
        return directory.resolve("hosts");
    }
}
