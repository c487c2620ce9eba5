package dev.brownout.faults.conformance;

import dev.brownout.api.Component;
import dev.brownout.api.ComponentProcess.Served;
import dev.brownout.api.ConfigFile;
import dev.brownout.api.ConfigFile.Format;
import dev.brownout.api.LoadEvidence;
import dev.brownout.api.ProcessControl;
import dev.brownout.api.Protocol;
import dev.brownout.api.Reload;
import dev.brownout.api.Timings;
import dev.brownout.faults.LocalPlane;
import dev.brownout.faults.file.FilePlane;
import dev.brownout.faults.process.ProcessSpec;
import dev.brownout.faults.process.SupervisedComponent;
import dev.brownout.faults.process.Supervisor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A {@link FeatureServer} under a supervisor, attached to a plane, with its files placed. */
public final class FeatureComponent implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(30);
    private static final int ROWS = 20;

    private final Component component;
    private final Path directory;
    private final Supervisor supervisor;
    private final SupervisedComponent process;

    private FeatureComponent(Component component, Path directory, Supervisor supervisor, SupervisedComponent process) {
        this.component = component;
        this.directory = directory;
        this.supervisor = supervisor;
        this.process = process;
    }

    /** Describe a component with a file {@code features} of a format, and another, {@code flags}. */
    public static Component describe(Format format, Reload reload, LoadEvidence... evidence) {
        return new Component("edge", Map.of("role", "edge"), Timings.NONE)
                .withProcess(ProcessControl.RESTART)
                .withFiles(
                        ConfigFile.of("features", format, reload, evidence),
                        ConfigFile.of("flags", Format.PROPERTIES, reload, LoadEvidence.status("/status", "/flags")));
    }

    /** Start it in a directory of its own. */
    public static FeatureComponent start(LocalPlane plane, Component component, String mode) throws IOException {
        var directory = Files.createTempDirectory("brownout-features");
        var features = directory.resolve("features." + format(component).name().toLowerCase(Locale.ROOT));
        var flags = directory.resolve("flags.properties");
        Files.writeString(features, content(format(component)));
        Files.writeString(flags, "# flags\nbots.blocked=true\nlimit=20\n");
        var supervisor = Supervisor.start(directory);
        var first = supervisor.spawn(spec(directory, 0, mode, features, flags));
        int port = first.awaitReady(START);
        var process = new SupervisedComponent(
                supervisor,
                first,
                spec(directory, port, mode, features, flags),
                new Served(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), Protocol.HTTP1),
                started -> started.awaitReady(START));
        plane.part(FilePlane.class).keepBackupsIn(directory.resolve("backups"));
        plane.attach(component, process);
        plane.place(component, "features", features);
        plane.place(component, "flags", flags);
        return new FeatureComponent(component, directory, supervisor, process);
    }

    private static Format format(Component component) {
        return component.file("features").orElseThrow().format();
    }

    private static ProcessSpec spec(Path directory, int port, String mode, Path... files) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto", "-Xmx64m"));
        command.addAll(List.of("-cp", classes().toString(), FeatureServer.class.getName()));
        command.addAll(List.of(Integer.toString(port), mode));
        List.of(files).forEach(file -> command.add(file.toString()));
        return ProcessSpec.of("edge", command, directory, directory.resolve("edge.log"));
    }

    private static Path classes() {
        try {
            return Path.of(FeatureServer.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (java.net.URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String content(Format format) {
        var numbers = IntStream.range(0, ROWS).boxed();
        return switch (format) {
            case JSON ->
                numbers.map(i -> "{\"name\":\"feature-" + i + "\",\"weight\":" + i + "}")
                        .collect(Collectors.joining(",\n", "{\"version\":1,\"features\":[\n", "\n]}\n"));
            case YAML ->
                numbers.map(i -> "  - name: feature-" + i + "\n    weight: " + i + "\n")
                        .collect(Collectors.joining("", "# features\nfeatures:\n", ""));
            case CSV ->
                numbers.map(i -> "feature-" + i + "," + i + "\n").collect(Collectors.joining("", "name,weight\n", ""));
            case PROPERTIES -> numbers.map(i -> "feature." + i + "=" + i + "\n").collect(Collectors.joining());
            case TEXT -> numbers.map(i -> "feature-" + i + " " + i + ";\n").collect(Collectors.joining());
        };
    }

    /** The file {@code features}. */
    public Path features() {
        return directory.resolve("features." + format(component).name().toLowerCase(Locale.ROOT));
    }

    /** The directory that holds everything of it. */
    public Path directory() {
        return directory;
    }

    /** Its process. */
    public SupervisedComponent process() {
        return process;
    }

    @Override
    public void close() {
        supervisor.close();
        try (var all = Files.walk(directory)) {
            all.sorted(java.util.Comparator.reverseOrder())
                    .forEach(path -> path.toFile().delete());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
