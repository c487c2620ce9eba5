package dev.brownout.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsTests {

    @Test
    void reads_everything() throws UnknownHostException {
        var local = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        assertThat(Options.parse("component=gateway-1,dns=127.0.0.1:53,vantage=127.0.0.1:65535,token=abc,"
                        + "dns-timeout=250ms,dns-tries=3"))
                .isEqualTo(new Options(
                        "gateway-1",
                        new InetSocketAddress(local, 53),
                        new InetSocketAddress(local, 65535),
                        "abc",
                        250,
                        3));
    }

    @Test
    void waits_as_resolv_conf_does_where_nothing_is_said() {
        var options = Options.parse("component=a");
        assertThat(options.timeoutMillis()).isEqualTo(5000);
        assertThat(options.tries()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "dns=127.0.0.1:53 | component must be the id of a component, of 1 to 200 characters, but was \"\"",
                "component=a,dns=localhost:53 | dns must be an IPv4 address and a port, such as 127.0.0.1:5353, but was"
                        + " \"localhost:53\"",
                "component=a,dns=127.0.0.256:53 | dns must be a whole number from 0 to 255, but was \"127.0.0.256:53\"",
                "component=a,dns=127.0.0.1:0 | dns must be a whole number from 1 to 65535, but was \"127.0.0.1:0\"",
                "component=a,vantage=127.0.0.1:1 | token must be given with vantage, but was \"\"",
                "component=a,dns-timeout=5 | dns-timeout must be a duration in ms or s, from 1ms to 60s, but was \"5\"",
                "component=a,dns-tries=11 | dns-tries must be a whole number from 1 to 10, but was \"11\"",
                "component=a,dsn=1 | argument must be one of component, dns, vantage, token, dns-timeout, dns-tries, but was"
                        + " \"dsn=1\"",
            })
    void says_what_is_wrong(String text, String message) {
        assertThatThrownBy(() -> Options.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message + " in the arguments of chaos-agent");
    }
}
