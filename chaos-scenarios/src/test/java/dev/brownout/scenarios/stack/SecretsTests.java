package dev.brownout.scenarios.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brownout.api.BrownoutException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTests {
    private final Secrets secrets =
            new Secrets(name -> name.equals("TOKEN") ? Optional.of("s3$cret") : Optional.empty());

    @Test
    void should_fill_in_from_the_environment_and_blot_it_out_again() {
        assertThat(secrets.fill("a probe", "Bearer ${env:TOKEN}.${env:TOKEN}")).isEqualTo("Bearer s3$cret.s3$cret");
        assertThat(secrets.blot("401 no such token: s3$cret")).isEqualTo("401 no such token: ***");
    }

    @Test
    void should_name_the_variable_that_is_not_set() {
        assertThatThrownBy(() -> secrets.fill("the probe of GET /balance", "${env:NONE}"))
                .isInstanceOf(BrownoutException.class)
                .hasMessage(
                        "environment variable NONE must be set, but is not, and the probe of GET /balance refers to it;"
                                + " export it before the run");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization",
                "Proxy-Authorization",
                "Cookie",
                "X-Auth-Token",
                "X-MBX-APIKEY",
                "x-api-key",
                "CB-ACCESS-SIGNATURE",
                "OK-ACCESS-PASSPHRASE"
            })
    void should_take_the_usual_headers_for_secret(String header) {
        assertThat(Secrets.isSensitive(header)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Accept", "Content-Type", "X-Request-Id", "Host"})
    void should_leave_others_alone(String header) {
        assertThat(Secrets.isSensitive(header)).isFalse();
    }
}
