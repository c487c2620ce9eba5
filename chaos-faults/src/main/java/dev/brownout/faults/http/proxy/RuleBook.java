package dev.brownout.faults.http.proxy;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a link's rules do on one connection. Belongs to its event loop. */
final class RuleBook {
    private final HttpWire wire;
    private final Conversation conversation;
    private final Tally tally;
    private @Nullable WebSocketLink webSocket;

    RuleBook(HttpWire wire, Conversation conversation) {
        this.wire = wire;
        this.conversation = conversation;
        this.tally = wire.tally();
    }

    /** Let every rule decide on a request. */
    void consult(Exchange exchange) {
        var rules = wire.rules();
        if (!rules.isEmpty()) {
            for (var rule : rules) {
                treat(exchange, rule);
            }
        }
    }

    private void treat(Exchange exchange, Rule<Effect> rule) {
        var hit = tally.decide(rule, exchange.request, exchange.asker);
        if (hit.isPresent()) {
            var path = exchange.path;
            if (path == null) {
                path = new AnswerPath(conversation, exchange);
                exchange.path = path;
            }
            path.add(rule, rule.effect().treat(exchange.request, hit.get()));
        }
    }

    /** A rule was put in place: it may act on what is under way. */
    void joined(Rule<Effect> rule) {
        var exchange = conversation.exchange();
        if (exchange != null
                && conversation.isAt(exchange)
                && !exchange.delivered
                && rule.effect().joins(exchange.answering)) {
            treat(exchange, rule);
        }
    }

    /** A rule was lifted: what it held goes on. */
    void lifted(Rule<?> rule) {
        var exchange = conversation.exchange();
        if (exchange != null && exchange.path != null && conversation.isAt(exchange)) {
            exchange.path.lifted(rule);
        }
        tally.keep(wire.rules(), wire.frameRules());
    }

    /** The exchange has become a WebSocket. */
    WebSocketLink upgrade() {
        var link = new WebSocketLink(
                wire,
                tally,
                Objects.requireNonNull(conversation.exchange()),
                conversation.channel(),
                conversation.target());
        webSocket = link;
        return link;
    }

    /** The rules for WebSockets have changed. */
    void framesChanged() {
        if (webSocket != null) {
            webSocket.refresh();
            webSocket.farewell();
        }
    }
}
