package dev.brownout.faults.packet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brownout.api.Arguments;
import dev.brownout.api.BrownoutException;
import dev.brownout.api.Component;
import dev.brownout.api.ContainerAbility;
import dev.brownout.api.Fault;
import dev.brownout.api.FaultKind;
import dev.brownout.api.InvalidFaultException;
import dev.brownout.api.Link;
import dev.brownout.api.Protocol;
import dev.brownout.api.Stack;
import dev.brownout.api.Timings;
import dev.brownout.faults.FaultRegistry;
import dev.brownout.faults.undo.UndoActions;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PacketKindsTests {
    private static final InetSocketAddress PLACE = new InetSocketAddress("10.1.2.3", 6379);
    private static final Component TARGET = new Component("store", Map.of(), Timings.NONE);

    private static <F extends Fault> F create(FaultKind<F> kind, Map<String, ?> given) {
        return kind.create(Arguments.of(kind.parameters(), given));
    }

    private static Stack stack(Component client, Link link) {
        return new Stack("small", "", Map.of(), List.of(client, TARGET), List.of(link), List.of(), List.of());
    }

    @Test
    void should_be_registered_and_be_done_beyond_the_planes() {
        for (var name :
                new String[] {"packet.drop", "packet.loss", "packet.rate-limit", "packet.reject", "packet.syn-drop"}) {
            assertThat(FaultRegistry.load().find(name))
                    .as(name)
                    .hasValueSatisfying(kind -> assertThat(kind.beyondPlanes()).isTrue());
        }
    }

    @Test
    void should_make_one_chain_whose_rules_are_tagged_and_which_is_jumped_to_first() {
        var chain = Chain.of("a-run", "1/phase/1/packet.drop");
        assertThat(chain.name()).matches(Chain.PATTERN).hasSizeLessThanOrEqualTo(28);
        assertThat(Chain.of("a-run", "2/phase/1/packet.drop").name()).isNotEqualTo(chain.name());
        var name = chain.name();
        assertThat(chain.restore(new DropFault(Way.IN).rules(), PLACE).lines())
                .containsExactly(
                        "*filter",
                        ":" + name + " - [0:0]",
                        "-A " + name + " -p tcp -d 10.1.2.3 --dport 6379 --syn -m comment --comment brownout:a-run:met",
                        "-A " + name
                                + " -p tcp -s 10.1.2.3 --sport 6379 --tcp-flags SYN,ACK SYN,ACK -m comment --comment"
                                + " brownout:a-run -j DROP",
                        "-A " + name + " -p tcp -s 10.1.2.3 --sport 6379 --tcp-flags FIN FIN -m comment --comment"
                                + " brownout:a-run -j DROP",
                        "-A " + name
                                + " -p tcp -s 10.1.2.3 --sport 6379 -m comment --comment brownout:a-run:met -j DROP",
                        "-I INPUT 1 -m comment --comment brownout:a-run -j " + name,
                        "-I OUTPUT 1 -m comment --comment brownout:a-run -j " + name,
                        "COMMIT");
    }

    @Test
    void should_keep_what_two_limits_have_seen_apart() {
        var rules = new RateLimitFault(100, Way.OUT).rules();
        var one = Chain.of("a-run", "1").restore(rules, PLACE);
        assertThat(one).contains("--hashlimit-above 100000b/s --hashlimit-burst 100000b --hashlimit-name ");
        assertThat(one.replaceFirst("(?s).*--hashlimit-name (\\S+).*", "$1").strip())
                .hasSize(15)
                .isNotEqualTo(Chain.of("a-run", "2")
                        .restore(rules, PLACE)
                        .replaceFirst("(?s).*--hashlimit-name (\\S+).*", "$1")
                        .strip());
    }

    @Test
    void should_say_what_is_wrong() {
        assertThatThrownBy(() -> create(new DropFault.Kind(), Map.of("direction", "up")))
                .isInstanceOf(InvalidFaultException.class)
                .hasMessage("direction must be one of both, out, in, but was \"up\"");
        assertThatThrownBy(() -> create(new RateLimitFault.Kind(), Map.of("rate", 100, "direction", "both")))
                .hasMessage("direction must be one of in, out, but was \"both\"");
    }

    @Test
    void should_be_refused_where_the_stack_does_not_let_a_helper_in() {
        var client = new Component("client", Map.of(), Timings.NONE);
        var link = Link.between(client, TARGET, Protocol.REDIS);
        assertThat(new SynDropFault.Kind().refusal(new SynDropFault(), link, stack(client, link)))
                .hasValueSatisfying(why -> assertThat(why)
                        .startsWith("packet.syn-drop cannot be done to link client-to-store")
                        .contains("declare ContainerAbility.PACKETS for client"));
        var able = client.withContainer(ContainerAbility.PACKETS);
        assertThat(new SynDropFault.Kind().refusal(new SynDropFault(), link, stack(able, link)))
                .isEmpty();
    }

    @Test
    void should_refuse_a_rate_that_no_witness_reaches() {
        var able = new Component("client", Map.of(), Timings.NONE).withContainer(ContainerAbility.PACKETS);
        var link = Link.between(able, TARGET, Protocol.POSTGRES);
        assertThat(new RateLimitFault.Kind().refusal(new RateLimitFault(100, Way.IN), link, stack(able, link)))
                .hasValueSatisfying(why -> assertThat(why).contains("a witness can make 1 on a link"));
    }

    @Test
    void should_contradict_what_it_hides() {
        var kinds = FaultRegistry.load();
        var none = Arguments.of(List.of(), Map.of());
        var latency = kinds.find("tcp.latency").orElseThrow();
        var late = Arguments.of(latency.parameters(), Map.of("latency", "40ms"));
        var loss = kinds.find("packet.loss").orElseThrow();
        var lost = Arguments.of(loss.parameters(), Map.of("ratio", 0.3));
        var reset = kinds.find("tcp.refuse").orElseThrow();
        assertThat(kinds.contradict("packet.syn-drop", none, "tcp.latency", late))
                .isTrue();
        assertThat(kinds.contradict("packet.loss", lost, "tcp.latency", late)).isFalse();
        assertThat(kinds.contradict("packet.loss", lost, "packet.reject", none)).isTrue();
        assertThat(kinds.contradict("tcp.refuse", Arguments.of(reset.parameters(), Map.of()), "packet.loss", lost))
                .isTrue();
    }

    @Test
    void should_refuse_to_undo_what_is_not_ours() {
        assertThat(UndoActions.load().names()).contains("packet.clear");
        var action = new PacketClear();
        for (var words : List.of(
                Map.<String, String>of(),
                Map.of("container", "victim", "chain", "DOCKER-USER"),
                Map.of("container", "--privileged", "chain", "BROWNOUT-0123456789abcdef"))) {
            assertThatThrownBy(() -> action.undo(words))
                    .isInstanceOf(BrownoutException.class)
                    .hasMessageContaining("must tell container and chain");
        }
    }
}
