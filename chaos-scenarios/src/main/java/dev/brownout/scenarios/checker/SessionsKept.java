package dev.brownout.scenarios.checker;

import static dev.brownout.scenarios.checker.Checks.invoked;
import static dev.brownout.scenarios.checker.Checks.ok;
import static dev.brownout.scenarios.checker.Checks.text;

import dev.brownout.api.Checker;
import dev.brownout.api.CheckerDescription;
import dev.brownout.api.Finding;
import dev.brownout.api.Operation;
import dev.brownout.api.Parameter;
import dev.brownout.api.RunView;
import java.util.ArrayList;
import java.util.List;

/**
 * A17: nobody gets in with credentials that are not valid, or goes on with a session that was never given or is logged out;
 * and of the sessions that were used, at least a share was never lost. A session is lost when an answer says so before its
 * user asked to log out; no answer, or any other error, says nothing about it.
 *
 * <p>Safety: one stranger let in breaks it for good; the share is known at the end. Remembers every session and open operations.
 */
public final class SessionsKept implements Checker {
    private static final String NAME = "sessions-kept";

    private record Open(int session, boolean valid, long line) {}

    private final Unanswered<Open> open = new Unanswered<>();
    private final Keys sessions = new Keys();
    private final Longs given = new Longs();
    /** Log-outs asked for that were not refused. */
    private final Longs leaving = new Longs();

    private final Longs left = new Longs();
    private final Longs used = new Longs();
    private final Longs lost = new Longs();
    private final Breaks broken = new Breaks(NAME);
    private final double kept;

    private SessionsKept(Setting setting) {
        kept = setting.arguments().ratio("kept");
    }

    /** Registers the checker. */
    public static final class Registered implements Factory {
        @Override
        public CheckerDescription description() {
            return CheckerDescription.safety(NAME, "Live sessions were kept, and nobody got in who had no right to.")
                    .withAssertions("A17")
                    .withReads("login, use-session, logout")
                    .withState("every session, and open operations")
                    .withBounds(
                            "0.99 is A17's own. The share is counted over all sessions that were used, not estimated from a sample, so it needs no least number.",
                            Parameter.ratio("kept", "0.99", "share of used sessions that must not be lost"));
        }

        @Override
        public int version() {
            return 1;
        }

        @Override
        public Checker create(Setting setting) {
            return new SessionsKept(setting);
        }
    }

    @Override
    public void accept(long line, long at, Operation o) {
        switch (o.action()) {
            case "login", "use-session", "logout" -> {
                if (invoked(o)) {
                    begin(line, o);
                    return;
                }
                var asked = open.remove(o.id());
                if (asked != null) {
                    end(line, o, asked);
                }
            }
            default -> {
                // not about sessions
            }
        }
    }

    private void begin(long line, Operation o) {
        int session = o.action().equals("login") ? -1 : sessions.add(text(o, "session"));
        open.put(o.id(), new Open(session, !text(o, "credentials").equals("invalid"), line));
        if (o.action().equals("logout")) {
            leaving.set(session, leaving.get(session) + 1);
        }
    }

    private void end(long line, Operation o, Open asked) {
        int session = asked.session();
        switch (o.action()) {
            case "login" -> {
                if (ok(o) && !asked.valid()) {
                    broken.add("login", "a log-in with credentials that are not valid was let in", asked.line(), line);
                } else if (ok(o)) {
                    given.set(sessions.add(text(o, "session")), line);
                }
            }
            case "logout" -> {
                if (ok(o)) {
                    left.set(session, left.get(session) == 0 ? line : left.get(session));
                } else if (o.type() == Operation.Type.FAILED) {
                    leaving.set(session, leaving.get(session) - 1);
                }
            }
            default -> use(line, o, asked);
        }
    }

    private void use(long line, Operation o, Open asked) {
        int session = asked.session();
        if (ok(o)) {
            if (given.get(session) == 0) {
                broken.add("use-session", "a session that was never given was let in", line);
            } else if (left.get(session) > 0 && left.get(session) < asked.line()) {
                broken.add("use-session", "a session that was logged out was let in", left.get(session), line);
            } else {
                used.set(session, line);
            }
        } else if (o.type() == Operation.Type.FAILED
                && Checks.is(o, "lost")
                && given.get(session) > 0
                && leaving.get(session) == 0) {
            used.set(session, line);
            lost.set(session, lost.get(session) == 0 ? line : lost.get(session));
        }
    }

    @Override
    public boolean broken() {
        return broken.any();
    }

    @Override
    public List<Finding> finish(RunView run) {
        long all = 0;
        var gone = new ArrayList<Long>();
        for (int session = 0; session < sessions.size(); session++) {
            if (used.get(session) > 0) {
                all++;
                if (lost.get(session) > 0) {
                    gone.add(lost.get(session));
                }
            }
        }
        if (gone.size() > all * (1 - kept) + 1e-9) {
            broken.add(
                    "use-session",
                    gone.size() + " of " + all + " sessions that were used were lost",
                    gone.stream().limit(Findings.MOST_LISTED).toArray(Long[]::new));
        }
        return broken.orCannotSay(all > 0, "use-session", "no session was used");
    }
}
