package dev.brownout.scenarios.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.Capability;
import dev.brownout.api.Component;
import dev.brownout.api.ConfigFile;
import dev.brownout.api.LoadEvidence;
import dev.brownout.api.Mode;
import dev.brownout.api.Probe;
import dev.brownout.api.ProcessControl;
import dev.brownout.api.Protocol;
import dev.brownout.api.Reload;
import dev.brownout.api.Resolution;
import dev.brownout.api.Stack;
import dev.brownout.api.Timings;
import dev.brownout.faults.vantage.TestJvm;
import dev.brownout.scenarios.fixture.FixturePlane;
import dev.brownout.scenarios.fixture.World;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What the builder makes, and what it and the start refuse. The fixture's plane fails whatever is asked of it. */
class ServiceStackTests {
    private static final Capability LOOK =
            new Capability("look", "one can look", Duration.ofMillis(100), Duration.ofSeconds(1), 10);
    private static final Probe FULL = n -> CompletableFuture.completedFuture(Probe.Answer.of(Mode.FULL, ""));

    private static InetSocketAddress somewhere() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 5432);
    }

    private static ServiceStackBuilder shop() {
        return ServiceStack.builder("shop").service("ledger", Protocol.POSTGRES, ServiceStackTests::somewhere);
    }

    private static void start(Supplier<InetSocketAddress> address) {
        var stack = ServiceStack.builder("shop")
                .service("ledger", Protocol.POSTGRES, address)
                .build();
        stack.start(stack.describe(), new FixturePlane(new World()), Path.of("none"));
    }

    @Test
    void should_make_a_service_a_component_with_a_link_from_the_test() {
        var stack = shop().title("A shop").capability(LOOK, FULL).build();
        assertThat(stack.name()).isEqualTo("shop");
        assertThat(stack.variants()).containsOnlyKeys("running");
        var described = stack.describe("running", Map.of());
        assertThat(described.title()).isEqualTo("A shop");
        assertThat(described.components()).extracting(Component::id).containsExactly("ledger", "test");
        assertThat(described.links()).hasSize(1);
        var link = described.links().get(0);
        assertThat(link.id()).isEqualTo("test-to-ledger");
        assertThat(link.protocol()).isEqualTo(Protocol.POSTGRES);
        assertThat(link.labels()).containsEntry("to.role", "ledger").containsEntry("from.role", "test");
        assertThat(described.capabilities()).containsExactly(LOOK);
    }

    @Test
    void should_keep_what_was_said_of_a_component_before_it_became_a_service() {
        var stack = ServiceStack.builder("shop")
                .component("ledger", Map.of("role", "state-store", "region", "us-east-1"))
                .service("ledger", Protocol.POSTGRES, ServiceStackTests::somewhere)
                .link("ledger", "replica", Protocol.POSTGRES, ServiceStackTests::somewhere, Map.of("front", "true"))
                .component("replica", Map.of())
                .build()
                .describe();
        assertThat(stack.links()).extracting(l -> l.id()).containsExactly("ledger-to-replica", "test-to-ledger");
        assertThat(stack.links().get(1).labels()).containsEntry("to.region", "us-east-1");
        assertThat(stack.links().get(0).labels()).containsEntry("front", "true");
    }

    @Test
    void should_ask_for_no_address_before_the_start() {
        var asked = new AtomicInteger();
        var stack = ServiceStack.builder("shop")
                .service("ledger", Protocol.POSTGRES, () -> {
                    asked.incrementAndGet();
                    throw new IllegalStateException("Mapped port can only be obtained after the container is started");
                })
                .build();
        assertThat(asked).hasValue(0);
        assertThatThrownBy(() -> stack.start(stack.describe(), new FixturePlane(new World()), Path.of("none")))
                .isInstanceOf(BrownoutException.class)
                .hasMessage(
                        "address of service ledger (link test-to-ledger) must be known when the stack starts, but asking"
                                + " for it failed: java.lang.IllegalStateException: Mapped port can only be obtained after the"
                                + " container is started; start the service first");
        assertThat(asked).hasValue(1);
    }

    @Test
    @SuppressWarnings("NullAway") // what a supplier written without care gives
    void should_refuse_addresses_that_are_none() {
        var rule = "address of service ledger (link test-to-ledger) must be a host and a port, but ";
        assertThatThrownBy(() -> start(() -> null)).hasMessage(rule + "was null; start the service first");
        assertThatThrownBy(() -> start(() -> new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)))
                .hasMessage(rule + "its port was 0; give the port that the service listens on");
        assertThatThrownBy(() -> start(() -> InetSocketAddress.createUnresolved("no-such-host.invalid", 1)))
                .hasMessage(rule + "the host \"no-such-host.invalid\" has no address; correct its name");
    }

    @Test
    void should_let_a_name_stand_for_its_component() {
        var stack = ServiceStack.builder("shop")
                .component("ledger", Map.of("role", "ledger", "region", "us-east-1"))
                .service("ledger", Protocol.POSTGRES, ServiceStackTests::somewhere)
                .name("ledger.us-east-1.example", "ledger", Map.of("role", "state-store"))
                .build()
                .describe();
        var name = stack.names().get(0);
        assertThat(name.labels()).containsEntry("role", "state-store").containsEntry("region", "us-east-1");
        assertThat(name.resolvers()).containsExactly(Map.entry("test", TestJvm.resolution()));
        assertThat(stack.component("test").timings()).isEqualTo(TestJvm.timings());
        assertThat(shop().build().describe().component("test").timings()).isEqualTo(Timings.NONE);
    }

    @Test
    void should_carry_files_and_processes() {
        var file = ConfigFile.of("features", ConfigFile.Format.JSON, Reload.watch(), LoadEvidence.exit());
        var component = shop().file("ledger", file, Path.of("features.json"))
                .process("ledger", ProcessControl.PAUSE, () -> {
                    throw new BrownoutException("process 7 must run, but does not");
                })
                .build();
        assertThat(component.describe().component("ledger").files()).containsExactly(file);
        assertThat(component.describe().component("ledger").process()).isEqualTo(ProcessControl.PAUSE);
        assertThatThrownBy(() -> component.start(component.describe(), new FixturePlane(new World()), Path.of("none")))
                .hasMessage(
                        "process of component ledger must run when the stack starts, but asking for it failed: process 7"
                                + " must run, but does not");
    }

    @Test
    void should_refuse_what_does_not_fit() {
        assertThatThrownBy(() -> ServiceStack.builder("Shop").build())
                .hasMessage("name of a stack must be lower-case letters, digits, dots and hyphens, but was \"Shop\"");
        assertThatThrownBy(() -> shop().link("test", "vault", Protocol.TCP, ServiceStackTests::somewhere)
                        .build())
                .hasMessage(
                        "link from test must be of a component of stack shop, but \"vault\" is none; there are [test,"
                                + " ledger]");
        assertThatThrownBy(() -> shop().service("ledger", Protocol.POSTGRES, ServiceStackTests::somewhere)
                        .build())
                .hasMessage("link test-to-ledger must be added once, but was twice");
        assertThatThrownBy(() -> shop().component("ledger", Map.of()))
                .hasMessage("component ledger must be added once, but was twice");
        assertThatThrownBy(() -> shop().capability(LOOK, FULL).capability(LOOK, FULL))
                .hasMessage("capability look must be added once, but was twice");
        assertThatThrownBy(() -> shop().component("vault", Map.of())
                        .name("vault.test", "vault", Map.of())
                        .build())
                .hasMessage(
                        "name vault.test must lead where a link of its resolver leads, but there is no link from test to"
                                + " vault; add it");
        assertThatThrownBy(() -> shop().name("ledger.test", "ledger", Map.of(), Map.of()))
                .hasMessage("name ledger.test must be resolved by at least one component, but was by none");
        assertThatThrownBy(() -> shop().process("ledger", ProcessControl.NONE, () -> {
                    throw new IllegalStateException();
                }))
                .hasMessage("control of component ledger must be PAUSE or RESTART, but was NONE; leave process() out");
        assertThatThrownBy(() ->
                        shop().file("edge", ConfigFile.of("f", ConfigFile.Format.TEXT, Reload.watch()), Path.of("f")))
                .hasMessage(
                        "file f must be of a component of stack shop, but \"edge\" is none; there are [test, ledger]");
        assertThatThrownBy(() -> shop().name("ledger.test", "ledger", Map.of(), Map.of("edge", Resolution.PLANE))
                        .build())
                .hasMessageContaining("there is no link from edge to ledger");
    }

    @Test
    void should_have_one_variant_and_no_options_but_its_own() {
        var stack = shop().build();
        assertThatThrownBy(() -> stack.describe("fragile", Map.of()))
                .hasMessage(
                        "variant of stack shop must be running, but was \"fragile\"; services that run already have no"
                                + " other");
        assertThatThrownBy(() -> stack.describe("running", Map.of("a", "b")))
                .hasMessage("options of stack shop must be {}, but were {a=b}; describe it anew with others");
        var d = stack.describe();
        var changed = new Stack(d.id(), "other", d.options(), d.components(), d.links(), d.names(), d.capabilities());
        assertThatThrownBy(() -> stack.start(changed, new FixturePlane(new World()), Path.of("none")))
                .hasMessage("stack must be as describe() made it, but shop was changed afterwards; describe it anew");
    }
}
