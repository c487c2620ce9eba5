package dev.brownout.examples.exchange.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTests {
    private static Settings read(String... arguments) {
        return Settings.read(arguments, Map.of());
    }

    @Test
    void anArgumentBeatsTheEnvironmentWhichBeatsThePosture() {
        assertThat(read().duration("last-good-limit")).isEqualTo(Duration.ofSeconds(4));
        assertThat(read("posture=fragile").duration("last-good-limit")).isZero();
        Map<String, String> environment = Map.of("EXCHANGE_LAST_GOOD_LIMIT", "7s", "EXCHANGE_POSTURE", "fragile");
        assertThat(Settings.read(new String[] {}, environment).duration("last-good-limit"))
                .isEqualTo(Duration.ofSeconds(7));
        assertThat(Settings.read(new String[] {}, environment).text("cancels")).isEqualTo("ledger-first");
        assertThat(Settings.read(new String[] {"last-good-limit=900ms"}, environment)
                        .duration("last-good-limit"))
                .isEqualTo(Duration.ofMillis(900));
    }

    @Test
    void whatIsWrongIsSaid() {
        assertThatThrownBy(() -> read("prot=1"))
                .hasMessageContaining("but was prot")
                .hasMessageContaining("port,");
        assertThatThrownBy(() -> read("port")).hasMessage("argument must be key=value, but was port");
        assertThatThrownBy(() -> read("posture=brave"))
                .hasMessage("posture must be resilient or fragile, but was brave");
        assertThatThrownBy(() -> read().number("port"))
                .hasMessage("setting port must be given, but was absent; add port=… to the arguments");
        assertThatThrownBy(() -> read("pool-wait=3").duration("pool-wait"))
                .hasMessage("setting pool-wait must be a duration like 250ms, 4s, 10m or 0, but was 3");
        assertThatThrownBy(() -> read("cancels=never").choose("cancels", Map.of("engine-first", () -> 1)))
                .hasMessage("setting cancels must be one of [engine-first], but was never");
    }

    @Test
    void bothPosturesNameTheSameSettings() {
        for (String key :
                new String[] {"name-lookup", "reconnects", "ledger-calls", "balances", "session-checks", "edge-retries"
                }) {
            assertThat(read("posture=fragile").text(key))
                    .isNotEqualTo(read("posture=resilient").text(key));
        }
    }
}
