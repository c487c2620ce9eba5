package dev.brownout.cli;

import dev.brownout.api.BrownoutException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The {@code brownout} command. */
@Command(
        name = "brownout",
        description = {
            "Recreate documented outages against an exchange stack, prove that each fault took hold, and judge how the stack "
                    + "degraded and recovered.",
            ""
        },
        subcommands = {
            ListCommand.class,
            DescribeCommand.class,
            ValidateCommand.class,
            ExplainCommand.class,
            RunCommand.class,
            StatusCommand.class,
            AbortCommand.class,
            RecoverCommand.class,
            NodeCommand.class,
            AnalyzeCommand.class,
            ReportCommand.class,
            SchemaCommand.class,
            ReferenceCommand.class,
            ImagesCommand.class,
            DoctorCommand.class
        },
        versionProvider = Brownout.Version.class,
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Examples:",
            "  brownout run aws-us-east-1-dynamodb-dns-2025-10-20",
            "  brownout run aws-us-east-1-dynamodb-dns-2025-10-20 --stack exchange:fragile --seed 7",
            "  brownout validate my-game-day.yaml",
            "  brownout abort",
            "  brownout recover",
            "",
            "Exit codes:",
            "  0 passed, or degraded as declared   1 failed            2 bad usage or invalid file",
            "  3 inconclusive                      4 not started       5 aborted",
            "  6 something is not restored         70 internal error   130, 143 interrupted (after undo)"
        })
public final class Brownout implements Runnable {
    /** Exit code for bad usage, an invalid file, or a target that nothing matches. */
    static final int USAGE = 2;
    /** Exit code for something that could not be proven restored: that of {@code Outcome.ROLLBACK_INCOMPLETE}. */
    static final int NOT_RESTORED = 6;
    /** Exit code for a defect of our own (sysexits.h, EX_SOFTWARE). */
    static final int INTERNAL = 70;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before run()
    private CommandSpec spec;

    /** Create the command. */
    public Brownout() {}

    /** Prints Brownout's version and what it runs on. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"brownout " + number() + " (JDK " + Runtime.version() + ")"};
        }

        static String number() {
            var version = Brownout.class.getPackage().getImplementationVersion();
            return version == null ? "development" : version;
        }
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command must be given");
    }

    /**
     * Run the command line and exit with its code.
     *
     * @param args the arguments
     */
    public static void main(String[] args) {
        // the JDK takes its charset from the locale, which containers and CI leave at ASCII; terminals read UTF-8
        System.exit(execute(
                args,
                new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8)));
    }

    /**
     * Run the command line.
     *
     * @param args the arguments
     * @param out where answers go
     * @param err where errors go
     * @return the exit code
     */
    static int execute(String[] args, PrintWriter out, PrintWriter err) {
        // what libraries log belongs in a run's log file, not in the picture
        Logger.getLogger("").setLevel(Level.OFF);
        Logging.off();
        var line = new CommandLine(new Brownout())
                .setOut(out)
                .setErr(err)
                .setUsageHelpWidth(100)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((e, command, parsed) -> failed(e, err))
                .setParameterExceptionHandler((e, a) -> misused(e, err));
        if (Terminal.noColor()) {
            line.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
        }
        return line.execute(args);
    }

    private static int misused(ParameterException e, PrintWriter err) {
        err.println("brownout: " + e.getMessage());
        var suggestions = new java.io.StringWriter();
        if (CommandLine.UnmatchedArgumentException.printSuggestions(e, new PrintWriter(suggestions))
                && !suggestions.toString().isBlank()) {
            err.print(suggestions);
        }
        err.println("Try: " + e.getCommandLine().getCommandSpec().qualifiedName() + " --help");
        err.flush();
        return USAGE;
    }

    private static int failed(Exception e, PrintWriter err) {
        if (e instanceof BrownoutException) {
            err.println(e.getMessage());
            return String.valueOf(e.getMessage()).startsWith("internal error") ? INTERNAL : USAGE;
        }
        err.println("internal error: " + e + " (this is a defect of Brownout; please report it with the log)");
        e.printStackTrace(err);
        return INTERNAL;
    }
}
