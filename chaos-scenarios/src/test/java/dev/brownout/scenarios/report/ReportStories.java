package dev.brownout.scenarios.report;

import dev.brownout.api.Finding;
import dev.brownout.api.Mode;
import dev.brownout.api.Traffic;
import dev.brownout.scenarios.fixture.Readers;
import dev.brownout.scenarios.fixture.Story;
import dev.brownout.scenarios.journal.Event;
import dev.brownout.scenarios.journal.JournalWriter;
import dev.brownout.scenarios.journal.Line;
import dev.brownout.scenarios.judge.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** Journals of stories, as files, and the reports that are made of them. */
public final class ReportStories {
    /** What nobody may believe: markup of every kind that reports are written in, and characters that steer. */
    public static final String HOSTILE =
            "</script><script>alert(1)</script><img src=x onerror=alert(2)>\" onload='alert(3)' "
                    + "--> ]]> &amp; `code` [link](javascript:alert(4)) | @all *bold* <!-- \u202Eevil\u202C \u0007\u2028";

    private ReportStories() {}

    /** A run in which everything broke that can, with a stall and traffic. */
    public static Story broken() {
        return new Story()
                .steady()
                .then(new Event.Stalled(Story.SECOND / 2, Story.SECOND / 2 + 150_000_000L))
                .then(counted(1, 10), counted(1.9, 20))
                .broken()
                .then(counted(3, 90))
                .samples("buy", 1, 4, Mode.ERROR)
                .samples("look", 1, 4, Mode.FULL)
                .lifted()
                .recovered();
    }

    /** A run of a hundred thousand samples: two capabilities asked 20 times a second for 2500 s. */
    public static Story hours() {
        double end = 2501;
        var story = new Story()
                .steady()
                .broken()
                .samples("buy", 1, end, due -> due / Story.SECOND % 7 == 0 ? Mode.REFUSED : Mode.FULL, 9)
                .samples("look", 1, end, Mode.FULL);
        long at = (long) (end * Story.SECOND);
        story.then(
                new Event.PhaseEnded("broken", at),
                new Event.FaultExposed(story.fault(), at, Map.of("shop", 9L)),
                story.changed(Event.Change.REMOVING, end),
                story.changed(Event.Change.REMOVED, end + 0.1),
                new Event.PhaseBegan(Event.RECOVERY, at),
                new Event.FaultMeasured(story.fault(), Event.Stage.RESTORED, "shop", false, true, at + 1, "whole"),
                story.changed(Event.Change.RESTORED, end + 0.2));
        return story.samples("buy", end + 0.2, end + 3, Mode.FULL)
                .samples("look", end + 0.2, end + 3, Mode.FULL)
                .then(
                        new Event.PhaseEnded(Event.RECOVERY, at + 3 * Story.SECOND),
                        new Event.RunEnded(at + 4 * Story.SECOND, 1, 1));
    }

    private static Event counted(double second, long requests) {
        return new Event.TrafficCounted(
                (long) (second * Story.SECOND), new Traffic("shop-to-store", 3, requests, 1, 2, 4));
    }

    /** Write a story as a journal. */
    public static Path journal(Story story, Path directory) {
        var file = directory.resolve("journal.jsonl");
        var now = new AtomicLong();
        try (var journal = JournalWriter.create(file, Clock.fixed(Instant.EPOCH, ZoneOffset.UTC), now::get)) {
            for (Line line : story.lines(Readers.checkers())) {
                now.set(Math.max(now.get(), line.mono()));
                journal.append(line.event());
            }
        }
        return file;
    }

    /** The report of a story. */
    public static Report report(Story story, Path directory) {
        return Report.read(journal(story, directory), Readers.checkers());
    }

    /** The same report with a hostile text wherever a name or a word from outside can stand. */
    public static Report hostile(Path directory) {
        var file = journal(broken(), directory);
        try {
            var json = new String(
                    dev.brownout.scenarios.json.Json.mapper().writeValueAsBytes(HOSTILE),
                    java.nio.charset.StandardCharsets.UTF_8);
            var quoted = json.substring(1, json.length() - 1);
            Files.writeString(
                    file,
                    Files.readString(file)
                            .replace("Something small breaks", quoted)
                            .replace("the wire is cut", quoted)
                            .replace("a shop and its store", quoted)
                            .replace("\"version\":\"test\"", "\"version\":\"" + quoted + "\"")
                            .replace("\"machine\":\"test\"", "\"machine\":\"" + quoted + "\"")
                            .replace("\"detail\":\"\",\"", "\"detail\":\"" + quoted + "\",\"")
                            .replace("\"reading\":\"broken\"", "\"reading\":\"" + quoted + "\"")
                            .replace("\"link\":\"shop-to-store\"", "\"link\":\"" + quoted + "\""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var report = Report.read(file, Readers.checkers());
        var v = report.verdict();
        List<Finding> findings = new ArrayList<>(v.findings());
        findings.add(0, new Finding(HOSTILE, Finding.Weight.FAILURE, HOSTILE, HOSTILE, List.of(2L)));
        return new Report(
                new Verdict(
                        v.outcome(),
                        v.plan(),
                        findings,
                        v.rows(),
                        v.proofs(),
                        v.recoveredMillis(),
                        v.recoveredEachMillis(),
                        v.operations(),
                        v.stalls(),
                        v.stalledMillis(),
                        v.worstSlipMillis(),
                        v.playedMillis()),
                report.chronicle(),
                HOSTILE,
                report.truncated(),
                report.excerpt(),
                report.checkers());
    }
}
