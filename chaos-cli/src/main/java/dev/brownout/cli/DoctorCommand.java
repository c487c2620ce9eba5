package dev.brownout.cli;

import dev.brownout.api.BrownoutException;
import dev.brownout.faults.LocalPlane;
import dev.brownout.faults.container.ContainerHost;
import dev.brownout.faults.container.Docker;
import dev.brownout.faults.container.image.ImageBook;
import dev.brownout.faults.container.image.ImageBuilder;
import dev.brownout.faults.container.image.ImageStatus;
import dev.brownout.scenarios.library.Library;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Tells what this machine can do, by trying it. */
@Command(
        name = "doctor",
        description = "Tell what this machine can do, by trying it. Exits with 1 when a run could not work.",
        mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {
    private static final long ENOUGH_MEMORY = 2L << 30;
    private static final long ENOUGH_DISK = 1L << 30;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private CommandSpec spec;

    private int bad;

    /** Something that is tried; throws with the reason when it does not work. */
    private interface Trial {
        String run() throws IOException;
    }

    @Override
    public Integer call() {
        var out = spec.commandLine().getOut();
        trial(out, "Java", () -> {
            require(Runtime.version().feature() >= 17, "must be 17 or newer; set JAVA_HOME");
            return Runtime.version() + " at " + System.getProperty("java.home");
        });
        trial(out, "processors", () -> {
            int cores = Runtime.getRuntime().availableProcessors();
            require(cores >= 2, "a run should have at least 2, but there is 1: expect blind samples");
            return String.valueOf(cores);
        });
        trial(out, "memory", () -> {
            long free = availableMemory();
            require(free < 0 || free >= ENOUGH_MEMORY, "at least 2 GB should be free, but " + megabytes(free) + " are");
            return free < 0 ? "not known on this system" : megabytes(free) + " free";
        });
        trial(out, "disk", () -> {
            var temporary = Path.of(System.getProperty("java.io.tmpdir"));
            var file = Files.createTempFile(temporary, "brownout", ".doctor");
            Files.delete(file);
            long free = Files.getFileStore(temporary).getUsableSpace();
            require(
                    free >= ENOUGH_DISK,
                    "at least 1 GB should be free in " + temporary + ", but " + megabytes(free) + " is");
            return megabytes(free) + " free in " + temporary;
        });
        trial(out, "loopback", () -> {
            try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                return "listens on " + socket.getInetAddress().getHostAddress();
            }
        });
        trial(out, "fault plane", () -> {
            try (var plane = LocalPlane.open(1)) {
                return "opens; DNS on port " + plane.dns().getPort();
            }
        });
        trial(out, "stacks", () -> {
            var names = Library.load().stacks().stream().map(p -> p.name()).toList();
            require(!names.isEmpty(), "none is on the class path; start with the launcher ./brownout");
            return names.toString();
        });
        trial(out, "faults, checkers", () -> {
            var library = Library.load();
            return library.faults().kinds().size() + " faults, "
                    + library.checkers().size() + " checkers";
        });
        docker(out);
        out.println(bad == 0 ? "ready" : bad + " of these would keep a run from working");
        return bad == 0 ? 0 : 1;
    }

    private void trial(PrintWriter out, String what, Trial trial) {
        try {
            out.println(String.format(Locale.ROOT, "  ok   %-18s %s", what, trial.run()));
        } catch (IOException | RuntimeException e) {
            bad++;
            out.println(String.format(Locale.ROOT, "  BAD  %-18s %s", what, e.getMessage()));
        }
    }

    /** Containers are one way to run, not the only one: without Docker everything else works. */
    private static void docker(PrintWriter out) {
        var docker = new Docker(Map.of());
        var state = docker.state();
        var next = state.next().isEmpty() ? "" : "; " + state.next();
        if (state.usable()) {
            note(out, true, "Docker", state.words() + next);
            images(docker, out);
            DoctorContainers.tell(
                    new ContainerHost(docker).findings(), (ok, what, words) -> note(out, ok, what, words));
        } else {
            note(out, false, "Docker", state.words() + "; only containers need it" + next);
        }
    }

    private static void images(Docker docker, PrintWriter out) {
        try {
            var all = new ImageBuilder(docker, ImageBook.ofThisMachine()).status();
            var missing = all.stream()
                    .filter(s -> s.state() != ImageStatus.State.PRESENT)
                    .map(ImageStatus::name)
                    .toList();
            note(
                    out,
                    missing.isEmpty(),
                    "images",
                    missing.isEmpty()
                            ? all.size() + " of our own making, up to date"
                            : "of our own making " + String.join(", ", missing)
                                    + " not there or outdated; where there is no registry: brownout images build");
        } catch (BrownoutException e) {
            note(out, false, "images", "from a registry only: " + e.getMessage());
        }
    }

    private static void note(PrintWriter out, boolean ok, String what, String words) {
        out.println(String.format(Locale.ROOT, "  %s %-18s %s", ok ? "ok  " : "note", what, words));
    }

    private static void require(boolean holds, String otherwise) throws IOException {
        if (!holds) {
            throw new IOException(otherwise);
        }
    }

    private static String megabytes(long bytes) {
        return (bytes >> 20) + " MB";
    }

    /** Memory that can be had without swapping, as Linux tells it (proc(5), MemAvailable); -1 elsewhere. */
    private static long availableMemory() throws IOException {
        var file = Path.of("/proc/meminfo");
        if (!Files.isReadable(file)) {
            return -1;
        }
        for (var line : Files.readAllLines(file)) {
            if (line.startsWith("MemAvailable:")) {
                return Long.parseLong(line.replaceAll("\\D", "")) << 10;
            }
        }
        return -1;
    }
}
