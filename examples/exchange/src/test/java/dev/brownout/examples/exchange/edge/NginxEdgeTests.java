package dev.brownout.examples.exchange.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brownout.examples.exchange.config.Settings;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NginxEdgeTests {
    private static String written(String posture, String... more) {
        String[] arguments = {
            "posture=" + posture,
            "port=8080",
            "name=edge-1",
            "gateways=http://10.0.0.2:8080,http://gateway-2:8080/",
            "engine=http://engine:8080",
            "features=/etc/nginx/" + NginxEdge.FEATURES
        };
        String[] all = java.util.Arrays.copyOf(arguments, arguments.length + more.length);
        System.arraycopy(more, 0, all, arguments.length, more.length);
        return NginxEdge.of(Settings.read(all, Map.of())).configuration();
    }

    @ParameterizedTest
    @ValueSource(strings = {"resilient", "fragile"})
    void should_leave_no_place_unfilled(String posture) {
        assertThat(written(posture))
                .doesNotContainPattern("@[a-z-]+@")
                .contains("listen 8080;", "include /etc/nginx/bot-features.map;", "engine { server engine:8080; }")
                .contains("server 10.0.0.2:8080", "server gateway-2:8080");
    }

    @Test
    void should_write_the_cures_of_the_resilient_posture() {
        assertThat(written("resilient"))
                .contains("server 10.0.0.2:8080 max_fails=3 fail_timeout=1s;")
                .contains("proxy_connect_timeout 300ms;", "proxy_read_timeout 1800ms;")
                .contains("proxy_next_upstream_timeout 600ms;", "add_header Retry-After 1 always;")
                .contains("error_page 403 500 502 503 504", "X-Served-By edge-1 always")
                .contains(
                        "return 503 '{\"code\":-1008,", "return 504 '{\"code\":-1007,", "return 500 '{\"code\":-1000,")
                .doesNotContain("non_idempotent");
    }

    @Test
    void should_write_the_mistakes_of_the_fragile_posture() {
        assertThat(written("fragile"))
                .contains("server 10.0.0.2:8080;", "proxy_connect_timeout 60000ms;", "proxy_read_timeout 60000ms;")
                .contains("proxy_next_upstream error timeout http_502 http_503 http_504 non_idempotent;")
                .doesNotContain("error_page", "proxy_intercept_errors", "Retry-After");
    }

    @Test
    void should_take_each_strategy_by_itself() {
        assertThat(written("fragile", "edge-answers=honest-json", "retry-after=1500ms"))
                .contains("non_idempotent", "error_page 403", "Retry-After 2 always");
    }

    @Test
    void should_say_what_is_wrong_with_an_upstream() {
        assertThatThrownBy(() -> written("resilient", "engine=https://engine"))
                .hasMessage("upstream of nginx must be http://HOST:PORT, but was https://engine;"
                        + " see gateways=… and engine=…");
        assertThatThrownBy(() -> written("resilient", "gateways=http://a:1,http://b:2;}"))
                .hasMessageContaining("but was http://b:2;}");
    }

    @Test
    void should_write_features_as_a_map() {
        assertThat(NginxEdge.features(2))
                .isEqualTo("# feature weight;\nbot-management.feature-00001 1;\nbot-management.feature-00002 2;\n");
    }
}
