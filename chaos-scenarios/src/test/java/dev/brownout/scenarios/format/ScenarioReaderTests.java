package dev.brownout.scenarios.format;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.Mode;
import dev.brownout.api.TargetKind;
import dev.brownout.scenarios.fixture.Readers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScenarioReaderTests {
    private static List<String> problems(String text) {
        return problems(text.getBytes(UTF_8), Map.of());
    }

    private static List<String> problems(byte[] bytes, Map<String, String> variables) {
        var e = catchThrowableOfType(InvalidScenarioException.class, () -> Readers.read(bytes, variables));
        assertThat(e).as("the text should have been refused").isNotNull();
        return Readers.lines(e);
    }

    private static String changed(String from, String to) {
        assertThat(Readers.VALID).contains(from);
        return Readers.VALID.replace(from, to);
    }

    @Test
    void readsEveryPart() {
        var s = Readers.read(Readers.VALID);
        assertThat(s.id()).isEqualTo("small");
        assertThat(s.timeScale()).isEqualTo(60);
        assertThat(s.steady().length()).isEqualTo(Duration.ofSeconds(1));
        assertThat(s.cast()).containsOnlyKeys("wire");
        assertThat(Readers.at(s.cast(), "wire").players()).containsOnlyKeys(TargetKind.LINK);
        var phase = s.timeline().get(0);
        assertThat(phase.length()).isEqualTo(Duration.ofMinutes(2));
        assertThat(phase.faults()).hasSize(1);
        assertThat(phase.faults().get(0).arguments().duration("delay")).isEqualTo(Duration.ofMillis(10));
        assertThat(Readers.at(phase.expect(), "buy").anyOf()).containsExactlyInAnyOrder(Mode.FULL, Mode.REFUSED);
        assertThat(Readers.at(phase.expect(), "look").unaffected()).isTrue();
        assertThat(s.after().within()).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void namesTheNearestKeyWithItsPlace() {
        assertThat(problems(changed("timeline:", "timelime:")))
                .containsExactly(
                        "test.yaml:1:1: the scenario must have the key \"timeline\"",
                        "test.yaml:8:1: unknown key \"timelime\" in the scenario; did you mean \"timeline\"?");
    }

    @Test
    void reportsEveryProblemOfAFileAtOnce() {
        var text = changed("id: small", "id: Small")
                .replace("at: 0m", "at: zero")
                .replace("fixture.break", "fixture.brake")
                .replace("any-of: [full, refused]", "any-of: [full, refussed]")
                .replace("no-lost-acks", "no-lost-ack");
        assertThat(problems(text))
                .containsExactly(
                        "test.yaml:2:5: \"id\" of the scenario: must be lower-case letters, digits, dots and hyphens, but was \"Small\"",
                        "test.yaml:11:9: \"at\" of a phase: duration must be a number with a unit (500ms, 2s, 5m, 1h30m), but was \"zero\"",
                        "test.yaml:14:9: unknown fault \"fixture.brake\"; did you mean \"fixture.break\"?",
                        "test.yaml:16:28: mode must be one of full, slow, stale, queued, refused, error, hung, wrong, but was \"refussed\"",
                        "test.yaml:19:10: unknown checker \"no-lost-ack\" in always; did you mean \"no-lost-acks\"?");
    }

    @Test
    void refusesWrongTypes() {
        assertThat(problems(changed("timeline:\n", "timeline: later\nrest:\n")))
                .anySatisfy(
                        p -> assertThat(p).contains("\"timeline\" of the scenario must be a list, but was \"later\""));
        assertThat(problems(changed("cast:\n", "cast: [a, b]\nrest:\n")))
                .anySatisfy(p -> assertThat(p).contains("cast must be a mapping of keys, but was a list of 2"));
        assertThat(problems(changed("share: 0.9", "share: lots")))
                .containsExactly(
                        "test.yaml:16:57: \"share\" of expectation of buy: must be a number from 0.01 to 1, but was \"lots\"");
    }

    @Test
    void refusesParametersOutOfRangeOrUnknown() {
        assertThat(problems(changed("{on: wire}", "{on: wire, delay: 11s, ratio: 2, count: 1.5, collour: blue}")))
                .containsExactlyInAnyOrder(
                        "test.yaml:14:42: fixture.break: delay must be a duration with its unit, such as 500ms or 2s between 1ms and 10s, but was \"11s\"",
                        "test.yaml:14:54: fixture.break: ratio must be a number between 0.01 and 1, but was \"2\"",
                        "test.yaml:14:64: fixture.break: count must be a whole number between 1 and 10, but was \"1.5\"",
                        "test.yaml:14:69: unknown key \"collour\" in fixture.break; did you mean \"colour\"?");
    }

    @Test
    void refusesACastPartThatIsNotThere() {
        assertThat(problems(changed("{on: wire}", "{on: wier}")))
                .containsExactly(
                        "test.yaml:14:29: fault fixture.break must be on a part of the cast, but was on \"wier\"; did you mean \"wire\"?");
    }

    @Test
    void refusesAPhaseOfNoLength() {
        assertThat(problems(changed("for: 2m", "for: 0m")))
                .containsExactly(
                        "test.yaml:12:10: \"for\" of phase broken must be > 0, but was 0s; leave the phase out instead");
    }

    @Test
    void refusesContradictingFaultsOnOnePart() {
        assertThat(problems(changed(
                        "- fixture.break: {on: wire}",
                        "- fixture.break: {on: wire}\n      - fixture.break: {on: wire, ratio: 0.5}")))
                .containsExactly(
                        "test.yaml:15:9: fixture.break on wire contradicts fixture.break on the same part in the same phase; keep one of them");
    }

    @Test
    void refusesOverlappingPhases() {
        var second = """
                  - phase: again
                    at: 1m
                    for: 1m
                after:""";
        assertThat(problems(changed("after:", second)))
                .containsExactly(
                        "test.yaml:19:9: phase again must begin when broken has ended (2m) or later, but begins at 1m");
    }

    @Test
    void fillsInVariables() {
        var text = changed("for: 2m", "for: ${length:3m}").replace("share: 0.9", "share: \"${share}\"")
                + "variables: {share: 0.8}\n";
        assertThat(Readers.read(text).timeline().get(0).length()).isEqualTo(Duration.ofMinutes(3));
        assertThat(Readers.at(Readers.read(text).timeline().get(0).expect(), "buy")
                        .share())
                .isEqualTo(0.8);
        var given = Readers.read(text.getBytes(UTF_8), Map.of("length", "5m", "share", "0.7"));
        assertThat(given.timeline().get(0).length()).isEqualTo(Duration.ofMinutes(5));
        assertThat(Readers.at(given.timeline().get(0).expect(), "buy").share()).isEqualTo(0.7);
    }

    @Test
    void refusesCircularAndMissingAndUnusedVariables() {
        var text = changed("for: 2m", "for: ${a}") + "variables: {a: \"${b}\", b: \"${a}\"}\n";
        assertThat(problems(text))
                .anySatisfy(
                        p -> assertThat(p).contains("variable \"a\" must not depend on itself, but does: a → b → a"));
        assertThat(problems(changed("for: 2m", "for: ${length}")))
                .anySatisfy(p -> assertThat(p)
                        .contains("test.yaml:12:10: variable \"length\" has no value: give --var length=…"));
        assertThat(problems(Readers.VALID.getBytes(UTF_8), Map.of("lenght", "1m")))
                .containsExactly("test.yaml:1:1: --var lenght is not used in this file; it has no variables");
    }

    @Test
    void refusesAliasesSoThatNothingCanSwell() {
        var bomb = new StringBuilder("brownout: 1\na: &a [x, x, x, x, x, x, x, x, x]\n");
        for (char c = 'b'; c <= 'i'; c++) {
            bomb.append(c).append(": &").append(c).append(" [");
            bomb.append(("*" + (char) (c - 1) + ", ").repeat(8))
                    .append("*")
                    .append((char) (c - 1))
                    .append("]\n");
        }
        assertThat(problems(bomb.toString()))
                .anySatisfy(p -> assertThat(p)
                        .contains("test.yaml:3:8: aliases (*a) are not allowed in a scenario; write the value out"));
    }

    @Test
    void refusesDeepNesting() {
        assertThat(problems("a: " + "[".repeat(200) + "]".repeat(200)))
                .anySatisfy(p -> assertThat(p).contains("a scenario must be nested at most 50 deep"));
    }

    @Test
    void refusesWhatIsNotUtf8() {
        assertThat(problems("brownout: 1\ntitle: caf\u00e9\n".getBytes(ISO_8859_1), Map.of()))
                .containsExactly(
                        "test.yaml:2:11: a scenario file must be UTF-8, but has the byte 0xE9 here; save it as UTF-8");
    }

    @Test
    void refusesWhatIsNotYaml() {
        assertThat(problems("brownout: [1\ntitle: x"))
                .singleElement()
                .satisfies(p -> assertThat(p).startsWith("test.yaml:2:").contains("not readable as YAML"));
        assertThat(problems(""))
                .containsExactly("test.yaml:1:1: a scenario must not be empty; begin with \"brownout: 1\"");
        assertThat(problems("- a\n- b"))
                .containsExactly("test.yaml:1:1: a scenario must be a mapping of keys, but was a list of 2");
        assertThat(problems(Readers.VALID + "---\nbrownout: 1\n"))
                .singleElement()
                .satisfies(p ->
                        assertThat(p).contains("a file must hold one scenario, but a second document begins here"));
    }

    @Test
    void refusesAKeyThatStandsTwice() {
        assertThat(problems(Readers.VALID + "title: Again\n"))
                .containsExactly("test.yaml:20:1: key \"title\" must stand once, but stands in line 3 already");
    }

    @Test
    void refusesAnotherFormat() {
        assertThat(problems(changed("brownout: 1", "brownout: 2")))
                .containsExactly(
                        "test.yaml:1:11: \"brownout\" of the scenario: must be a number from 1 to 1, but was \"2\"");
    }

    @Test
    void refusesHugeFilesDirectoriesAndAbsentFiles(@TempDir Path directory) throws IOException {
        var reader = new ScenarioReader(Readers.vocabulary());
        var huge = directory.resolve("huge.yaml");
        try (var file = new java.io.RandomAccessFile(huge.toFile(), "rw")) {
            file.setLength(50L << 20);
        }
        assertThat(catchThrowableOfType(BrownoutException.class, () -> reader.read(huge, Map.of())))
                .hasMessage(
                        huge
                                + ":1:1: a scenario file must have at most 1048576 bytes, but has 52428800; keep data out of the scenario");
        assertThat(catchThrowableOfType(BrownoutException.class, () -> reader.read(directory, Map.of())))
                .hasMessage("a scenario must be a file, but " + directory + " is a directory; name a file in it");
        var absent = directory.resolve("absent.yaml");
        assertThat(catchThrowableOfType(BrownoutException.class, () -> reader.read(absent, Map.of())))
                .hasMessage("scenario file " + absent + " does not exist; see \"brownout list\" for the library");
        Files.delete(huge);
    }
}
