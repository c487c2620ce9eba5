package dev.brownout.junit;

import static dev.brownout.junit.Targets.component;
import static dev.brownout.junit.Targets.link;
import static dev.brownout.junit.Targets.name;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.Component;
import dev.brownout.api.Link;
import dev.brownout.api.Name;
import dev.brownout.api.Protocol;
import dev.brownout.api.Resolution;
import dev.brownout.api.Stack;
import dev.brownout.api.Timings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TargetsTests {
    private static final Component GATEWAY = new Component("gateway", Map.of(), Timings.NONE);
    private static final Component ENGINE = new Component("engine", Map.of(), Timings.NONE);
    private static final Component FEED = new Component("feed", Map.of(), Timings.NONE);
    private static final Link ORDERS = new Link("orders", "gateway", "engine", Protocol.HTTP1, Map.of());
    private static final Link CANCELS = new Link("cancels", "gateway", "engine", Protocol.HTTP1, Map.of());
    private static final Link PRICES = Link.between(FEED, ENGINE, Protocol.TCP);
    private static final Link SUBSCRIPTIONS = Link.between(GATEWAY, FEED, Protocol.TCP);
    private static final Name NAME = new Name("engine.example", Map.of(), Map.of("gateway", Resolution.PLANE));
    private static final Stack STACK = new Stack(
            "exchange",
            "An exchange",
            Map.of(),
            List.of(GATEWAY, ENGINE, FEED),
            List.of(ORDERS, CANCELS, PRICES, SUBSCRIPTIONS),
            List.of(NAME),
            List.of());

    @Test
    void should_find_a_link_by_its_id_its_ends_or_where_it_leads() {
        assertThat(link("orders").in(STACK)).isEqualTo(ORDERS);
        assertThat(link("feed", "engine").in(STACK)).isEqualTo(PRICES);
        assertThat(link("feed").in(STACK)).isEqualTo(SUBSCRIPTIONS);
    }

    @Test
    void should_find_names_in_any_case_and_components() {
        assertThat(name("Engine.Example").in(STACK)).isEqualTo(NAME);
        assertThat(component("feed").in(STACK)).isEqualTo(FEED);
    }

    @Test
    void should_ask_which_link_where_there_are_several() {
        assertThatThrownBy(() -> link("engine").in(STACK))
                .isInstanceOf(BrownoutException.class)
                .hasMessage("link must be one link, but \"engine\" stands for [cancels, feed-to-engine, orders];"
                        + " name one of them by its id");
        assertThatThrownBy(() -> link("gateway", "engine").in(STACK))
                .isInstanceOf(BrownoutException.class)
                .hasMessage("link must be one link, but from \"gateway\" to \"engine\" stands for [cancels, orders];"
                        + " name one of them by its id");
    }

    @Test
    void should_list_the_links_there_are() {
        assertThatThrownBy(() -> link("order").in(STACK))
                .isInstanceOf(BrownoutException.class)
                .hasMessage("link must be one of [cancels, feed-to-engine, gateway-to-feed, orders], but was \"order\";"
                        + " did you mean \"orders\"?");
        assertThatThrownBy(() -> link("engine", "ledger").in(STACK))
                .isInstanceOf(BrownoutException.class)
                .hasMessage("link must be one of [cancels, feed-to-engine, gateway-to-feed, orders], but was from"
                        + " \"engine\" to \"ledger\"");
    }
}
