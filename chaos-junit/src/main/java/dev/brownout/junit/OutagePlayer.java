package dev.brownout.junit;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.Finding;
import dev.brownout.api.Outcome;
import dev.brownout.faults.undo.StateDirectory;
import dev.brownout.scenarios.library.Library;
import dev.brownout.scenarios.plan.Plan;
import dev.brownout.scenarios.play.Played;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.opentest4j.TestAbortedException;

/**
 * Plays the outage of one test: plans before anything is touched, plays before or beside the body, judges, and sees to it that
 * nothing goes on after the test. One for each test; JUnit calls it in order.
 */
final class OutagePlayer implements BeforeEachCallback, InvocationInterceptor, AfterEachCallback, ParameterResolver {
    static final String KEEP = "brownout.reports.keep";

    private final OutageWish wish;
    private final Library library;
    private final OutageStages stages;
    private final Settings settings;
    private final StateDirectory state = StateDirectory.standard();
    private Optional<Ready> ready = Optional.empty();

    /** What is known before anything is touched, and the run that is to be. */
    private record Ready(Plan plan, RunFolder folder, PlayingOutage playing, OutageRun run) {}

    OutagePlayer(OutageWish wish, Library library, OutageStages stages, Settings settings) {
        this.wish = wish;
        this.library = library;
        this.stages = stages;
        this.settings = settings;
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        try {
            refuseDeclaredFaults(context);
            var stage = stages.find(context, wish.stack());
            var plan = library.planner().plan(wish.scenario(), stage.stack(), wish.seed(), wish.timeScale());
            var folder = RunFolder.create(
                    settings.reports(),
                    Path.of(
                            name(context.getRequiredTestClass().getName()),
                            name(context.getRequiredTestMethod().getName())),
                    name(plan.scenario() + "-seed-" + plan.seed()),
                    state);
            var playing = new PlayingOutage(library, plan, stage, folder, state);
            var run = new OutageRun(plan, playing, folder);
            ready = Optional.of(new Ready(plan, folder, playing, run));
            // what the test's other parameters ask for is of this run
            context.getStore(BrownoutExtension.NAMESPACE).put(OutageRun.class, run);
        } catch (BrownoutException e) {
            throw new BrownoutException(wish.words() + ": " + e.getMessage(), e);
        }
    }

    /** They would be in place before the outage's steady stretch, or in another stack. */
    private static void refuseDeclaredFaults(ExtensionContext context) {
        var declared = Sessions.in(context)
                .map(sessions -> sessions.of(context).declared())
                .orElse(List.of());
        if (!declared.isEmpty()) {
            throw new BrownoutException("an outage must bring its own faults, but the test or its class declares "
                    + declared.stream()
                            .map(u -> u.kind() + " on " + u.target().id())
                            .toList()
                    + " by annotations; write them into a scenario file, or move the outage to another class");
        }
    }

    private static String name(String text) {
        return text.replaceAll("[^A-Za-z0-9._$-]", "-");
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        // where the class is switched on, its own extension gives addresses
        return parameter.getParameter().getType() == OutageRun.class
                || (parameter.isAnnotated(LinkAddress.class)
                        && Sessions.in(context).isEmpty());
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        var type = parameter.getParameter().getType();
        var name = parameter.getParameter().getName();
        var now = ready.orElseThrow(
                () -> new ParameterResolutionException(
                        type.getSimpleName() + " " + name
                                + " must be a parameter of the test or of a method for each test, as the outage is played for each test"));
        try {
            return parameter
                    .findAnnotation(LinkAddress.class)
                    .map(asked -> Supplied.address(asked, type, name, now.plan().stack(), now.playing()::plane))
                    .orElse(now.run());
        } catch (BrownoutException e) {
            throw new ParameterResolutionException(String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public void interceptTestTemplateMethod(
            Invocation<Void> body, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        var now = ready.orElseThrow();
        Common.in(context).recover();
        now.playing().start();
        if (wish.live()) {
            beside(body, now, context);
        } else {
            var played = now.playing().await();
            judge(now, played, context);
            try {
                body.proceed();
            } catch (Throwable failure) {
                note(failure, now, played, true);
                throw failure;
            }
        }
    }

    /** Find the run of the outage that a test plays. */
    static Optional<OutageRun> run(ExtensionContext context) {
        return Optional.ofNullable(context.getStore(BrownoutExtension.NAMESPACE).get(OutageRun.class, OutageRun.class));
    }

    /** The body runs while the outage plays, once the stack serves; when it fails there is nothing more to be seen. */
    private void beside(Invocation<Void> body, Ready now, ExtensionContext context) throws Throwable {
        if (!now.playing().watch().awaitReady(now.plan().limit())) {
            judge(now, now.playing().await(), context);
        }
        try {
            body.proceed();
        } catch (Throwable failure) {
            // whatever a test throws: everything is undone before anybody hears of it
            boolean over = now.playing().over();
            now.playing().stop("the test's body failed: " + failure.getClass().getSimpleName());
            note(failure, now, now.playing().await(), over);
            throw failure;
        }
        judge(now, now.playing().await(), context);
    }

    /** Say beside a body's own failure how the outage went, and where that is written down. */
    private static void note(Throwable failure, Ready now, Played played, boolean over) {
        var outcome = played.verdict().outcome();
        var text = new OutageText(now.plan(), played, now.folder().report());
        failure.addSuppressed(new RunNote(
                over && outcome.exitCode() != 0
                        ? text.failure()
                        : (over
                                        ? text.run() + ": " + outcome
                                        : "the outage was stopped because the test's body failed, its verdict is "
                                                + outcome)
                                + "\n" + String.join("\n", text.end())));
    }

    private void judge(Ready now, Played played, ExtensionContext context) {
        var outcome = played.verdict().outcome();
        if (outcome.exitCode() == 0 && played.left() == 0) {
            return;
        }
        var text = new OutageText(now.plan(), played, now.folder().report()).failure();
        if (outcome == Outcome.INCONCLUSIVE && settings.unproven() == Settings.Unproven.ABORT) {
            AbortedTests.in(context).add(context);
            throw new TestAbortedException(text);
        }
        throw new OutageFailedError(text, outcome, played.journal());
    }

    @Override
    public void afterEach(ExtensionContext context) {
        ready.ifPresent(now -> {
            if (now.playing().started()) {
                end(now, context);
            } else {
                now.playing().abandon();
                now.folder().delete();
                now.folder().forget();
            }
        });
    }

    private void end(Ready now, ExtensionContext context) {
        // a body that runs on a thread of JUnit's, as with SEPARATE_THREAD time-outs, may have left its run behind
        now.playing().stop("the test is over");
        var played = now.playing().await();
        if (!now.playing().alone() && played.verdict().outcome() == Outcome.ROLLBACK_INCOMPLETE) {
            // later tests of the class would run under what is left
            Sessions.in(context)
                    .ifPresent(sessions -> played.verdict().findings().stream()
                            .filter(f -> f.weight() == Finding.Weight.NOT_RESTORED)
                            .forEach(f -> sessions.common().left(f.message())));
        }
        boolean failed = context.getExecutionException().isPresent();
        boolean keep = failed
                || context.getConfigurationParameter(KEEP)
                        .filter("always"::equals)
                        .isPresent();
        publish(now, played, keep, context);
        if (played.left() == 0) {
            now.folder().forget();
        }
        if (keep) {
            now.folder().writeReport(library.checkers());
        } else {
            now.folder().delete();
        }
    }

    private static void publish(Ready now, Played played, boolean kept, ExtensionContext context) {
        var entries = new LinkedHashMap<String, String>();
        entries.put("brownout.outage", now.plan().scenario());
        entries.put("brownout.stack", now.plan().stack().id());
        entries.put("brownout.seed", String.valueOf(now.plan().seed()));
        entries.put("brownout.verdict", played.verdict().outcome().name());
        if (kept) {
            entries.put("brownout.journal", played.journal().toAbsolutePath().toString());
            entries.put(
                    "brownout.report", now.folder().report().toAbsolutePath().toString());
        }
        context.publishReportEntry(entries);
    }

    /** Says where the run is written down, in the stack trace of whatever the body threw. */
    private static final class RunNote extends RuntimeException {
        private static final long serialVersionUID = 1L;

        RunNote(String message) {
            super(message, null, false, false);
        }
    }
}
