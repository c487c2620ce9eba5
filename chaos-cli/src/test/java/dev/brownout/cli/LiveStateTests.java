package dev.brownout.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LiveStateTests {
    @Test
    void aLineIsCutToTheTerminalWithoutCountingColours() {
        assertThat(LiveView.cut("short", 40)).isEqualTo("short");
        assertThat(LiveView.cut("abcdef", 4)).isEqualTo("abc\u001b[0m");
        assertThat(LiveView.cut("\u001b[32mab\u001b[0mcdef", 4)).isEqualTo("\u001b[32mab\u001b[0mc\u001b[0m");
    }
}
