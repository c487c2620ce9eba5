package dev.brownout.examples.exchange.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.Capability;
import dev.brownout.api.Component;
import dev.brownout.api.Link;
import dev.brownout.api.ProcessControl;
import dev.brownout.api.Resolution;
import dev.brownout.api.Stack;
import dev.brownout.api.StackProvider;
import dev.brownout.api.Timings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class ExchangeStackTests {
    private final ExchangeStack exchange = new ExchangeStack();

    @Test
    void isFoundByTheServiceLoader() {
        assertThat(ServiceLoader.load(StackProvider.class))
                .anySatisfy(provider -> assertThat(provider).isInstanceOf(ExchangeStack.class));
        assertThat(exchange.name()).isEqualTo("exchange");
        assertThat(exchange.variants().keySet()).containsExactly("resilient", "fragile");
    }

    @Test
    void describesTheSameForTheSameArguments() {
        var options = Map.of("last-good", "2500ms", "ledger-lookup", "bypass");
        assertThat(exchange.describe("resilient", options)).isEqualTo(exchange.describe("resilient", options));
        assertThat(exchange.describe("resilient", options).toString())
                .isEqualTo(new ExchangeStack().describe("resilient", options).toString());
        assertThat(exchange.describe("resilient", Map.of())).isNotEqualTo(exchange.describe("fragile", Map.of()));
    }

    @Test
    void consistsOfFiveComponentsAndTheirUsersWithEveryWireDeclared() {
        var stack = exchange.describe("resilient", Map.of());
        assertThat(stack.id()).isEqualTo("exchange:resilient");
        assertThat(stack.components())
                .extracting(Component::id)
                .containsExactly("edge", "engine", "gateway-1", "gateway-2", "ledger", "users");
        assertThat(stack.component("ledger").labels())
                .isEqualTo(Map.of("role", "ledger", "provider", "aws", "region", "us-east-1", "zone", "az2"));
        assertThat(stack.links())
                .extracting(Link::id)
                .containsExactly(
                        "edge-to-engine",
                        "edge-to-gateway-1",
                        "edge-to-gateway-2",
                        "engine-to-ledger",
                        "gateway-1-to-engine",
                        "gateway-1-to-ledger",
                        "gateway-2-to-engine",
                        "gateway-2-to-ledger",
                        "users-to-edge");
        assertThat(stack.links())
                .filteredOn(link -> "true".equals(link.labels().get(Link.FRONT)))
                .extracting(Link::id)
                .containsExactly("users-to-edge");
        assertThat(stack.links())
                .filteredOn(link -> link.labels().containsKey("health-path"))
                .extracting(Link::id)
                .containsExactly("edge-to-gateway-1", "edge-to-gateway-2");
        assertThat(stack.component("users").process()).isEqualTo(ProcessControl.NONE);
        assertThat(stack.names()).singleElement().satisfies(name -> {
            assertThat(name.id()).isEqualTo("ledger.us-east-1.exchange.test");
            assertThat(name.labels()).containsEntry("role", "ledger");
            assertThat(name.resolvers())
                    .isEqualTo(Map.of(
                            "gateway-1", Resolution.JVM_AGENT,
                            "gateway-2", Resolution.JVM_AGENT,
                            "engine", Resolution.JVM_AGENT));
        });
        assertThat(stack.capabilities())
                .extracting(Capability::id)
                .containsExactly("cancel-order", "market-data", "place-order", "read-balance");
    }

    @Test
    void declaresWhatThePosturesReallySay() {
        assertThat(timings("resilient", Map.of(), "gateway-1"))
                .isEqualTo(timings(1000, 1000, 1500, 700, 4000))
                .isEqualTo(timings("resilient", Map.of(), "gateway-2"));
        assertThat(timings("fragile", Map.of(), "gateway-1")).isEqualTo(timings(1000, 1000, 1500, 2000, 0));
        assertThat(timings("resilient", Map.of(), "engine")).isEqualTo(timings(1000, 1000, 1500, 2000, 4000));
        assertThat(timings("fragile", Map.of(), "engine")).isEqualTo(timings(1000, 1000, 1500, 0, 0));
        assertThat(timings("resilient", Map.of(), "edge")).isEqualTo(timings(0, 0, 0, 1800, 0));
        assertThat(timings("resilient", Map.of(), "ledger")).isEqualTo(Timings.NONE);
    }

    @Test
    void declaresAChangedLastGoodLimitAndHandsItOn() {
        var options = Map.of("last-good", "2s500ms");
        assertThat(timings("resilient", options, "engine").lastGood()).isEqualTo(Duration.ofMillis(2500));
        assertThat(ExchangeOptions.parse("resilient", options).arguments())
                .contains("posture=resilient", "last-good-limit=2500ms", "pool-lifetime=1500ms")
                .doesNotHaveDuplicates();
    }

    @Test
    void goesOnDeclaringTheAgentWhenItGoesAroundThePlane() {
        for (var lookup : new String[] {"bypass", "platform"}) {
            Stack around = exchange.describe("fragile", Map.of("ledger-lookup", lookup));
            assertThat(around.names())
                    .isEqualTo(exchange.describe("fragile", Map.of()).names());
            assertThat(around.options()).isEqualTo(Map.of("ledger-lookup", lookup));
        }
    }

    @Test
    void refusesWhatItDoesNotKnowAndListsWhatThereIs() {
        assertThatThrownBy(() -> exchange.describe("robust", Map.of()))
                .isInstanceOf(BrownoutException.class)
                .hasMessage("variant of stack exchange must be one of [resilient, fragile], but was \"robust\"");
        assertThatThrownBy(() -> exchange.describe("fragile", Map.of("colour", "red")))
                .isInstanceOf(BrownoutException.class)
                .hasMessage("option of stack exchange must be one of [last-good=<duration>,"
                        + " ledger-lookup=plane|bypass|platform, probe-key=right|wrong], but was \"colour\"");
        assertThatThrownBy(() -> exchange.describe("fragile", Map.of("probe-key", "lost")))
                .isInstanceOf(BrownoutException.class)
                .hasMessage("option probe-key must be one of right|wrong, but was \"lost\"");
        assertThatThrownBy(() -> exchange.describe("fragile", Map.of("ledger-lookup", "magic")))
                .isInstanceOf(BrownoutException.class)
                .hasMessage("option ledger-lookup must be one of plane|bypass|platform, but was \"magic\"");
        assertThatThrownBy(() -> exchange.describe("fragile", Map.of("last-good", "4s")))
                .isInstanceOf(BrownoutException.class)
                .hasMessage(
                        "option last-good must go with variant resilient, but was given with fragile, which keeps no"
                                + " addresses; leave it out");
        assertThatThrownBy(() -> exchange.describe("resilient", Map.of("last-good", "4")))
                .isInstanceOf(BrownoutException.class)
                .hasMessageContaining("duration must be a number with a unit");
        assertThatThrownBy(() -> exchange.describe("resilient", Map.of("last-good", "2h")))
                .isInstanceOf(BrownoutException.class)
                .hasMessage("option last-good must be at most 1h, but was 2h");
    }

    @Test
    void doesNotStartWhatItDidNotDescribe() {
        var stack = exchange.describe("resilient", Map.of());
        var other = new Stack(
                stack.id(),
                "another title",
                stack.options(),
                stack.components(),
                stack.links(),
                stack.names(),
                stack.capabilities());
        try (var plane = dev.brownout.faults.LocalPlane.open(1)) {
            assertThatThrownBy(() -> exchange.start(other, plane, Path.of("never-made")))
                    .isInstanceOf(BrownoutException.class)
                    .hasMessageContaining("stack must be as describe() made it");
        }
        assertThat(Path.of("never-made")).doesNotExist();
    }

    private Timings timings(String variant, Map<String, String> options, String component) {
        return exchange.describe(variant, options).component(component).timings();
    }

    private static Timings timings(long positive, long negative, long pool, long client, long lastGood) {
        return new Timings(
                Duration.ofMillis(positive),
                Duration.ofMillis(negative),
                Duration.ofMillis(pool),
                Duration.ofMillis(client),
                Duration.ofMillis(lastGood));
    }
}
