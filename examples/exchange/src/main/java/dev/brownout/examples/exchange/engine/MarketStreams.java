package dev.brownout.examples.exchange.engine;

import dev.brownout.examples.exchange.http.Json;
import dev.brownout.examples.exchange.market.Decimals;
import dev.brownout.examples.exchange.market.Side;
import dev.brownout.examples.exchange.market.Symbol;
import dev.brownout.examples.exchange.market.Symbols;
import dev.brownout.examples.exchange.market.Trade;
import io.undertow.Handlers;
import io.undertow.server.HttpHandler;
import io.undertow.websockets.core.AbstractReceiveListener;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.core.WebSockets;
import io.undertow.websockets.spi.WebSocketHttpExchange;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.node.ObjectNode;

/**
 * Market data over WebSocket, in the style of Binance's raw and combined streams: {@code /ws/btcusdt@trade}, {@code
 * /ws/btcusdt@depth}, and {@code /stream?streams=btcusdt@trade/ethusdt@depth}, where each message is wrapped as {@code
 * {"stream":…,"data":…}}. Depth messages tell what changed since the one before; {@code E} is the time of the message.
 */
final class MarketStreams implements AutoCloseable {
    private static final int MAX_STREAMS = 100;

    private final Map<String, Set<Subscriber>> subscribers = new ConcurrentHashMap<>();
    private final ScheduledExecutorService publisher;
    private final Sequencer sequencer;
    private final Clock clock;

    private record Subscriber(WebSocketChannel channel, boolean combined) {}

    MarketStreams(Sequencer sequencer, Clock clock, Duration depthPeriod) {
        this.sequencer = sequencer;
        this.clock = clock;
        this.publisher = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "brownout-streams");
            thread.setDaemon(true);
            return thread;
        });
        sequencer.listen(event -> {
            if (event instanceof EngineEvent.Traded traded) {
                publisher.execute(() -> trade(traded.trade()));
            }
        });
        ScheduledFuture<?> unused =
                publisher.scheduleAtFixedRate(this::depth, 0, depthPeriod.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Gives the handler of {@code /ws/…} and {@code /stream}; everything else goes on to the next. */
    HttpHandler before(HttpHandler next) {
        HttpHandler sockets = Handlers.websocket(this::connected);
        return exchange -> {
            String path = exchange.getRequestPath();
            if (path.startsWith("/ws/") || path.equals("/stream")) {
                sockets.handleRequest(exchange);
            } else {
                next.handleRequest(exchange);
            }
        };
    }

    private void connected(WebSocketHttpExchange exchange, WebSocketChannel channel) {
        String path = exchange.getRequestURI();
        boolean combined = path.contains("/stream");
        String names = combined
                ? String.join("/", exchange.getRequestParameters().getOrDefault("streams", List.of()))
                : path.substring(path.indexOf("/ws/") + "/ws/".length());
        Subscriber subscriber = new Subscriber(channel, combined);
        Arrays.stream(names.split("/", MAX_STREAMS))
                .map(name -> name.toLowerCase(Locale.ROOT).replace("@100ms", ""))
                .forEach(name -> subscribers
                        .computeIfAbsent(name, absent -> ConcurrentHashMap.newKeySet())
                        .add(subscriber));
        channel.addCloseTask(closed ->
                subscribers.values().forEach(set -> set.removeIf(member -> member.channel() == closed)));
        channel.getReceiveSetter().set(new AbstractReceiveListener() {}); // answers pings and closes
        channel.resumeReceives();
    }

    private void trade(Trade trade) {
        ObjectNode json = Json.object();
        json.put("e", "trade").put("E", clock.millis()).put("s", trade.symbol().name());
        json.put("t", trade.id());
        json.put("p", Decimals.wire(trade.price())).put("q", Decimals.wire(trade.quantity()));
        json.put("T", trade.timeMs()).put("m", trade.takerSide() == Side.SELL).put("M", true);
        publish(trade.symbol(), "trade", json);
    }

    private void depth() {
        for (Symbol symbol : Symbols.all()) {
            sequencer.takeChanges(symbol).ifPresent(changes -> {
                ObjectNode json = Json.object();
                json.put("e", "depthUpdate").put("E", clock.millis()).put("s", symbol.name());
                json.put("U", changes.firstId()).put("u", changes.lastId());
                MarketData.levels(json.putArray("b"), changes.bids());
                MarketData.levels(json.putArray("a"), changes.asks());
                publish(symbol, "depth", json);
            });
        }
    }

    private void publish(Symbol symbol, String what, ObjectNode data) {
        String stream = symbol.name().toLowerCase(Locale.ROOT) + "@" + what;
        Set<Subscriber> here = subscribers.getOrDefault(stream, Set.of());
        if (here.isEmpty()) {
            return;
        }
        String raw = new String(Json.bytes(data), StandardCharsets.UTF_8);
        String wrapped = "{\"stream\":\"" + stream + "\",\"data\":" + raw + "}";
        here.forEach(
                subscriber -> WebSockets.sendText(subscriber.combined() ? wrapped : raw, subscriber.channel(), null));
    }

    @Override
    public void close() {
        publisher.shutdownNow();
    }
}
