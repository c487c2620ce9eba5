package dev.brownout.cli;

import dev.brownout.faults.container.Docker;
import dev.brownout.faults.container.image.ImageBook;
import dev.brownout.faults.container.image.ImageBuilder;
import dev.brownout.faults.container.image.ImageResult;
import dev.brownout.faults.container.image.ImageStatus;
import dev.brownout.faults.container.image.ImageStatus.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Makes container images where there is no registry. */
@Command(
        name = "images",
        description =
                "Make container images without a registry: from this machine's own packages, its JDK and a Go module.",
        subcommands = {ImagesCommand.Build.class, ImagesCommand.ListAll.class},
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Examples:",
            "  brownout images list",
            "  brownout images build",
            "  brownout images build --only postgres,redis",
            "",
            "A machine with a registry needs none of this: there Testcontainers pulls what a test asks for."
        })
final class ImagesCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before run()
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command must be given");
    }

    /** Docker must answer; what is in its way is bad ground, not bad usage, but nothing can be done either. */
    private static boolean ready(Docker docker, CommandSpec spec) {
        var state = docker.state();
        if (!state.usable()) {
            spec.commandLine().getErr().println("Docker must answer, but is " + state.words() + "; " + state.next());
        }
        return state.usable();
    }

    /** Makes them. */
    @Command(
            name = "build",
            description = {
                "Make the images that are missing, or that would be made of something else today.",
                "They are named brownout/NAME, and as Testcontainers asks for them, such as postgres:15 and"
                        + " ghcr.io/shopify/toxiproxy:2.12.0; a name that belongs to an image of somebody else stays there.",
                "Needs Docker, mmdebstrap (apt-get install mmdebstrap), a JDK and, for toxiproxy, Go."
            },
            mixinStandardHelpOptions = true,
            footer = {
                "",
                "Examples:",
                "  brownout images build                           everything; takes a moment if nothing has changed",
                "  brownout images build --only postgres,redis     these, and what they stand on",
                "  brownout images build --dry-run                 only tell commands and Dockerfiles",
                "  brownout images build --fresh                   with the packages of today",
                "  docker save brownout/postgres | gzip >pg.tgz    to carry one to another machine",
                "",
                "Exit codes: 0 all are there, 1 one could not be made, 2 bad usage, or Docker does not answer"
            })
    static final class Build implements Callable<Integer> {
        @Option(names = "--only", paramLabel = "NAME", split = ",", description = "which ones (default: all)")
        private List<String> only = new ArrayList<>();

        @Option(
                names = {"--dry-run", "--print"},
                description = "only tell what would be done")
        private boolean dryRun;

        @Option(names = "--fresh", description = "make them anew, even if they are up to date")
        private boolean fresh;

        @Spec
        @SuppressWarnings("NullAway.Init") // set by picocli before call()
        private CommandSpec spec;

        @Override
        public Integer call() {
            var docker = new Docker(Map.of());
            if (!ready(docker, spec)) {
                return Brownout.USAGE;
            }
            var out = spec.commandLine().getOut();
            var builder = new ImageBuilder(docker, ImageBook.ofThisMachine());
            if (dryRun) {
                builder.explain(only, fresh).forEach(out::println);
                return 0;
            }
            var results = builder.build(only, fresh, progress -> {
                out.println(line(progress.image(), progress.words() + " …"));
                out.flush();
            });
            results.forEach(r -> tell(r, out));
            boolean complete = results.stream().allMatch(r -> r.problem().isEmpty());
            if (!complete) {
                spec.commandLine().getErr().println("not every image could be made; see the lines marked BAD");
            }
            return complete ? 0 : 1;
        }

        private static void tell(ImageResult result, java.io.PrintWriter out) {
            var name = result.name();
            result.problem()
                    .ifPresentOrElse(
                            problem -> out.println("BAD  " + line(name, problem)),
                            () -> out.println("ok   "
                                    + line(
                                            name,
                                            (result.made()
                                                            ? String.format(
                                                                    Locale.ROOT,
                                                                    "made in %.1f s",
                                                                    result.millis() / 1e3)
                                                            : "up to date")
                                                    + (result.tags().isEmpty()
                                                            ? ""
                                                            : "; also " + String.join(", ", result.tags())))));
            result.notes().forEach(n -> out.println("     " + line(name, n)));
        }
    }

    /** Tells what there is. */
    @Command(
            name = "list",
            description = "Tell which images can be made, and how each stands.",
            mixinStandardHelpOptions = true,
            footer = {"", "Exit codes: 0 all are there and up to date, 1 not all are, 2 Docker does not answer"})
    static final class ListAll implements Callable<Integer> {
        @Spec
        @SuppressWarnings("NullAway.Init") // set by picocli before call()
        private CommandSpec spec;

        @Override
        public Integer call() {
            var docker = new Docker(Map.of());
            if (!ready(docker, spec)) {
                return Brownout.USAGE;
            }
            var out = spec.commandLine().getOut();
            var all = new ImageBuilder(docker, ImageBook.ofThisMachine()).status();
            all.forEach(s -> out.println(row(s)));
            boolean complete = all.stream().allMatch(s -> s.state() == State.PRESENT);
            out.println(complete ? "all are there" : "make what is missing: brownout images build");
            return complete ? 0 : 1;
        }

        private static String row(ImageStatus status) {
            var state = switch (status.state()) {
                case PRESENT -> "present";
                case OUTDATED -> "outdated";
                case ABSENT -> "absent";
            };
            var tags = status.tags().isEmpty() ? "" : "  (" + String.join(", ", status.tags()) + ")";
            var size = status.bytes() == 0 ? "" : (status.bytes() / 1_000_000) + " MB";
            return String.format(
                    Locale.ROOT, "  %-10s %-9s %7s  %s%s", status.name(), state, size, status.summary(), tags);
        }
    }

    private static String line(String name, String words) {
        return String.format(Locale.ROOT, "%-10s %s", name, words);
    }
}
