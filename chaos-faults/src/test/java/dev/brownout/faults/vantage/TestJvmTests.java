package dev.brownout.faults.vantage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TestJvmTests {

    @Test
    void should_give_the_lines_for_maven_and_gradle() {
        assertThat(TestJvm.howToResolve("1.2.3"))
                .isEqualTo("start the test JVM with Brownout's agent. Maven, in the configuration of"
                        + " maven-surefire-plugin: <argLine>-javaagent:${settings.localRepository}/dev/brownout/"
                        + "chaos-agent/1.2.3/chaos-agent-1.2.3.jar</argLine> – Gradle: tasks.test { doFirst {"
                        + " jvmArgs(\"-javaagent:\" + classpath.find { it.name.startsWith(\"chaos-agent\") }) } }");
        assertThat(TestJvm.howToResolve()).contains("/chaos-agent-").doesNotContain("null");
    }
}
