package dev.brownout.consumers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What users have built works against the installed artifacts: ordinary, with old libraries beside, in Kotlin, by Gradle. */
class ConsumersIT {

    @Test
    void should_work_for_users_of_maven() {
        var build = Build.of("maven", "maven");

        build.maven(Jdk.own(), "test");

        int ordinary = build.testsIn("junit5/target/surefire-reports");
        assertThat(ordinary).isPositive();
        assertThat(build.testsIn("junit6/target/surefire-reports")).isEqualTo(ordinary);
        assertThat(build.testsIn("kotlin/target/surefire-reports")).isPositive();
        assertThat(build.testsIn("old-libraries/target/surefire-reports")).isPositive();
    }

    /** What docs/junit.md leads through, in its order. */
    @Test
    void should_fail_as_the_tutorial_says_and_pass_with_the_cure() throws IOException {
        var build = Build.of("tutorial", "tutorial");

        var said = build.failingMaven(Jdk.own(), "test");
        assertThat(Files.readString(Path.of("projects", "tutorial", "failure.txt"))
                        .lines()
                        .filter(line -> !line.equals("…")))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(said).contains(line));

        build.replace("src/main/java/com/example/Balances.java", "cure/Balances.java");
        build.maven(Jdk.own(), "test");

        assertThat(build.testsIn("target/surefire-reports")).isEqualTo(2);
    }

    @Test
    void should_work_on_the_newest_jdk() {
        var jdk = Jdk.newest();
        var build = Build.of("maven", "maven-newest-jdk");

        build.maven(jdk, "test", "-pl", "junit5,junit6");

        assertThat(build.testsIn("junit5/target/surefire-reports")).isPositive();
        assertThat(build.testsIn("junit6/target/surefire-reports")).isPositive();
    }

    @Test
    void should_work_for_users_of_gradle() {
        var gradle = Build.tool("gradle");
        var build = Build.of("gradle", "gradle");

        build.run(
                "gradle.log",
                List.of(
                        gradle.toString(),
                        "--no-daemon",
                        "--console=plain",
                        "--gradle-user-home=" + Path.of("target", "gradle").toAbsolutePath(),
                        "-PbrownoutRepository=" + Build.repository().toUri(),
                        "-PbrownoutVersion=" + Build.given("consumers.version"),
                        "-PbrownoutTests="
                                + Path.of("projects", "maven", "junit5", "src", "test", "java")
                                        .toAbsolutePath(),
                        "check"));

        assertThat(build.testsIn("build/reports")).isPositive();
    }
}
