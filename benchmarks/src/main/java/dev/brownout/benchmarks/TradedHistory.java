package dev.brownout.benchmarks;

import dev.brownout.api.Operation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * A long history that keeps every promise: fifty users who do all that {@code docs/history.md} knows, one answer in seven
 * never usable, and observers of everything beside them (of the engine's log, every fourth order). The same every time.
 */
final class TradedHistory {
    private static final int USERS = 50;

    private final SplittableRandom chance = new SplittableRandom(42);
    private final Consumer<Operation> out;
    private final List<Operation> open = new ArrayList<>();
    private final List<String> idle = new ArrayList<>();
    private final Map<String, String> lastOrder = new HashMap<>();
    private final List<Map<String, String>> orders = new ArrayList<>();
    private long ids;
    private long seq;
    private long updates = 1;
    private long broadcasts;
    private long invoked;

    TradedHistory(Consumer<Operation> out) {
        this.out = out;
        for (int user = 0; user < USERS; user++) {
            idle.add("trader-" + user);
        }
    }

    /** Write it. */
    void write(long operations) {
        saw("stage", Map.of("stage", "withdrawals"));
        saw("active-config", Map.of("component", "gateway", "version", "v0"));
        saw("book", book(true));
        while (invoked < operations || !open.isEmpty()) {
            if (invoked < operations && !idle.isEmpty() && chance.nextInt(USERS) >= open.size()) {
                invoke();
            } else {
                complete(open.remove(chance.nextInt(open.size())));
            }
        }
        orders.forEach(order -> saw("final-order", order));
        saw("final-total", Map.of("asset", "BTC", "genesis", "1000", "total", "1000.00"));
        saw("final-read", Map.of("orders", Integer.toString(orders.size()), "broadcasts", Long.toString(broadcasts)));
    }

    private void saw(String action, Map<String, String> data) {
        out.accept(new Operation(++ids, "auditor", action, Operation.Type.OK, data));
    }

    private void invoke() {
        invoked++;
        if (invoked % 100 == 0) {
            saw("source-price", Map.of("symbol", "BTCUSDT", "price", Long.toString(invoked / 100)));
        }
        if (invoked % 10 == 0) {
            updates++;
            saw("book", book(false));
        }
        if (invoked % 10_000 == 0) {
            saw("checkpoint-total", Map.of("asset", "BTC", "genesis", "1000", "total", "1000.00"));
            saw("checkpoint-read", Map.of());
            saw("backlog", Map.of("queue", "settlement", "length", "3", "oldest-ms", "120"));
        }
        var user = idle.remove(idle.size() - 1);
        var asked = asked(user, ++ids);
        open.add(asked);
        out.accept(asked);
    }

    private Operation asked(String user, long id) {
        int what = chance.nextInt(100);
        var last = lastOrder.getOrDefault(user, "");
        if (what < 50 || last.isEmpty()) {
            return asked(
                    id,
                    user,
                    "place",
                    Map.of(
                            "account",
                            user,
                            "client-id",
                            "w1-" + id,
                            "symbol",
                            "BTCUSDT",
                            "side",
                            "BUY",
                            "quantity",
                            "0.0" + (1 + chance.nextInt(90)),
                            "price",
                            chance.nextInt(10) < 7 ? "65000.50" : "6" + (1000 + chance.nextInt(3000)) + ".00"));
        } else if (what < 60) {
            return asked(id, user, "cancel", Map.of("account", user, "client-id", last));
        } else if (what < 65) {
            return asked(id, user, "read-order", Map.of("account", user, "client-id", last));
        } else if (what < 80) {
            return asked(id, user, "read-balance", Map.of("account", user));
        } else if (what < 86) {
            return asked(id, user, "read-price", Map.of("symbol", "BTCUSDT"));
        } else if (what < 90) {
            return asked(
                    id,
                    user,
                    "withdraw",
                    Map.of("account", user, "withdraw-id", "d-" + id, "asset", "BTC", "amount", "0.01"));
        } else if (what < 98) {
            return asked(id, user, "login", Map.of("account", user, "credentials", "valid"));
        }
        return asked(id, user, "read-status", Map.of());
    }

    private static Operation asked(long id, String user, String action, Map<String, String> data) {
        return new Operation(id, user, action, Operation.Type.INVOKED, data);
    }

    private void complete(Operation asked) {
        idle.add(asked.process());
        int luck = chance.nextInt(100);
        // who cancels or looks at an order that is gone is told so
        boolean order = asked.action().equals("cancel") || asked.action().equals("read-order");
        if (order || luck < 8) {
            tell(asked, Operation.Type.FAILED, Map.of("code", "-2011"));
        } else if (luck < 22) {
            tell(asked, Operation.Type.INDETERMINATE, Map.of("why", "no answer in time"));
        } else {
            happen(asked);
        }
    }

    private void happen(Operation asked) {
        switch (asked.action()) {
            case "place" -> {
                boolean trades = asked.data().getOrDefault("price", "").equals("65000.50");
                if (asked.id() % 4 == 0) {
                    log(asked, trades);
                }
                tell(
                        asked,
                        Operation.Type.OK,
                        Map.of("order-id", Long.toString(asked.id()), "status", trades ? "FILLED" : "NEW"));
                lastOrder.put(asked.process(), asked.data().getOrDefault("client-id", ""));
                orders.add(Map.of(
                        "account", asked.process(),
                        "client-id", asked.data().getOrDefault("client-id", ""),
                        "order-id", Long.toString(asked.id()),
                        "status", trades ? "FILLED" : "CANCELED",
                        "executed", trades ? asked.data().getOrDefault("quantity", "") : "0"));
            }
            case "withdraw" -> {
                tell(asked, Operation.Type.OK, Map.of("status", "accepted"));
                broadcasts++;
                saw("broadcast", asked.data());
            }
            case "read-balance" ->
                tell(
                        asked,
                        Operation.Type.OK,
                        Map.of("balance.BTC", "1.25", "balance.USDT", "90000.00", "stale", "false"));
            case "read-price" ->
                tell(
                        asked,
                        Operation.Type.OK,
                        Map.of("price", Long.toString(Math.max(1, invoked / 100)), "age-ms", "120", "stale", "false"));
            case "login" -> tell(asked, Operation.Type.OK, Map.of("session", "s-" + asked.id()));
            default -> tell(asked, Operation.Type.OK, Map.of("state", "operational"));
        }
    }

    private void tell(Operation asked, Operation.Type type, Map<String, String> data) {
        out.accept(new Operation(asked.id(), asked.process(), asked.action(), type, data));
    }

    /** The engine's log of an order: it trades at once with the house, or is ended by its owner. */
    private void log(Operation asked, boolean trades) {
        var d = asked.data();
        var id = Long.toString(asked.id());
        engine(
                "log-place",
                Map.of(
                        "order",
                        id,
                        "side",
                        "BUY",
                        "price",
                        d.getOrDefault("price", ""),
                        "quantity",
                        d.getOrDefault("quantity", "")));
        if (trades) {
            var house = "house-" + id;
            engine(
                    "log-place",
                    Map.of(
                            "order",
                            house,
                            "side",
                            "SELL",
                            "price",
                            d.getOrDefault("price", ""),
                            "quantity",
                            d.getOrDefault("quantity", "")));
            engine(
                    "log-trade",
                    Map.of(
                            "maker",
                            id,
                            "taker",
                            house,
                            "price",
                            d.getOrDefault("price", ""),
                            "quantity",
                            d.getOrDefault("quantity", "")));
        } else {
            engine("log-close", Map.of("order", id));
        }
    }

    private void engine(String action, Map<String, String> data) {
        var all = new HashMap<>(data);
        all.put("seq", Long.toString(++seq));
        all.put("symbol", "BTCUSDT");
        saw(action, all);
    }

    private Map<String, String> book(boolean snapshot) {
        return Map.of(
                "symbol", "BTCUSDT",
                "snapshot", Boolean.toString(snapshot),
                "first-id", Long.toString(updates),
                "last-id", Long.toString(updates),
                "bid", "64999.50",
                "ask", "65000.50",
                "stale", "false");
    }
}
