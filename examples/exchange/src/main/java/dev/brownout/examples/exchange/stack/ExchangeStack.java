package dev.brownout.examples.exchange.stack;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.FaultPlane;
import dev.brownout.api.Stack;
import dev.brownout.api.StackProvider;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The reference exchange: edge → two gateways → engine → ledger in Postgres, each a child process, with every link and the
 * ledger's name going through the plane. Of the WebSocket streams the edge is a proxy of its own, straight to the engine.
 *
 * <pre>{@code
 * var exchange = new ExchangeStack();
 * var stack = exchange.describe("resilient", Map.of());
 * try (var plane = LocalPlane.open(7); var running = exchange.start(stack, plane, directory)) {
 *     running.probes().get("place-order").ask(0);
 * }
 * }</pre>
 *
 * <p>Options: {@code ledger-lookup=plane} (the default), {@code bypass} (gateways and engine reach the ledger by an address
 * literal though the stack declares the agent) or {@code platform} (the name stands in a hosts file and the agent hooks no
 * look-ups); {@code last-good=4s}, of the resilient variant only: how long addresses that were good once are still used;
 * {@code probe-key=wrong}: the probes ask with a key that the exchange does not know, for runs that must not start.
 */
public final class ExchangeStack implements StackProvider {
    private static final String NAME = "exchange";

    /** Make the provider; it holds nothing. */
    public ExchangeStack() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Map<String, String> variants() {
        var variants = new LinkedHashMap<String, String>();
        variants.put(
                ExchangeOptions.RESILIENT,
                "deadlines, last good addresses for a while, labelled stale balances, honest refusals, cancels that do"
                        + " not need the ledger");
        variants.put(
                ExchangeOptions.FRAGILE,
                "the documented mistakes: no deadlines, zero for an unknown balance, retries under new ids, provider"
                        + " pages passed on");
        return java.util.Collections.unmodifiableMap(variants);
    }

    @Override
    public Stack describe(String variant, Map<String, String> options) {
        var parsed = ExchangeOptions.parse(variant, options);
        return Layout.stack("Reference exchange, " + variant, parsed, options);
    }

    @Override
    public RunningExchange start(Stack stack, FaultPlane plane, Path directory) {
        if (!stack.id().startsWith(NAME + ":")) {
            throw new BrownoutException("stack must be one of exchange's, but was " + stack.id());
        }
        var variant = stack.id().substring(NAME.length() + 1);
        if (!describe(variant, stack.options()).equals(stack)) {
            throw new BrownoutException("stack must be as describe() made it, but " + stack.id()
                    + " was changed afterwards; give options to describe() instead");
        }
        return new ExchangeStart(stack, ExchangeOptions.parse(variant, stack.options()), plane, directory).start();
    }
}
