package dev.brownout.faults.http.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brownout.faults.tcp.Greetings;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ArrivalsTests {
    private static final String SURGE = "load.surge";

    private final AtomicLong now = new AtomicLong();
    private final Arrivals arrivals = new Arrivals(now::get);
    private final EmbeddedChannel client = new EmbeddedChannel();

    private static HttpRequest request() {
        return new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/");
    }

    private static HttpRequest of(String kind) {
        var request = request();
        request.headers().set(Arrivals.LOAD_HEADER, kind);
        return request;
    }

    @Test
    void should_count_a_load_apart_from_the_victim() {
        arrivals.arrived(request(), client);
        arrivals.arrived(of(SURGE), client);
        arrivals.arrived(of("load.retry-storm"), client);
        arrivals.arrived(of(SURGE), client);
        assertThat(arrivals.victims()).isEqualTo(1);
        assertThat(arrivals.load(SURGE)).isEqualTo(2);
        assertThat(arrivals.load("load.login-surge")).isZero();
    }

    @Test
    void should_keep_the_mark_from_the_target() {
        var request = of(SURGE);
        arrivals.arrived(request, client);
        assertThat(request.headers().contains(Arrivals.LOAD_HEADER)).isFalse();
    }

    @Test
    void should_not_count_witnesses() {
        arrivals.arrived(of(SURGE), client);
        var witness = request();
        witness.headers().set(Greetings.WITNESS_HEADER, "1");
        arrivals.arrived(witness, client);
        assertThat(arrivals.victims()).isZero();
        assertThat(arrivals.met(SURGE)).isZero();
    }

    @Test
    void should_tell_the_victims_requests_that_met_a_load() {
        arrivals.arrived(request(), client);
        assertThat(arrivals.met(SURGE)).as("before it").isZero();
        arrivals.arrived(of(SURGE), client);
        client.close();
        now.addAndGet(TimeUnit.SECONDS.toNanos(2));
        arrivals.arrived(request(), new EmbeddedChannel());
        assertThat(arrivals.met(SURGE)).as("at the same time").isEqualTo(1);
        now.addAndGet(1);
        arrivals.arrived(request(), new EmbeddedChannel());
        assertThat(arrivals.met(SURGE)).as("after it").isEqualTo(1);
    }

    @Test
    void should_count_the_connections_that_are_open() {
        var other = new EmbeddedChannel();
        arrivals.arrived(of(SURGE), client);
        arrivals.arrived(of(SURGE), client);
        arrivals.arrived(of(SURGE), other);
        assertThat(arrivals.open(SURGE)).isEqualTo(2);
        now.addAndGet(TimeUnit.MINUTES.toNanos(1));
        arrivals.arrived(request(), new EmbeddedChannel());
        assertThat(arrivals.met(SURGE)).as("while they are open").isEqualTo(1);
        client.close();
        other.close();
        assertThat(arrivals.open(SURGE)).isZero();
    }

    @Test
    void should_not_be_filled_by_whoever_makes_names_up() {
        for (int i = 0; i < 1000; i++) {
            arrivals.arrived(of("kind-" + i), client);
        }
        assertThat(arrivals.load("others")).isEqualTo(1000 - 64);
    }
}
