package dev.brownout.examples.exchange.stack;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.FaultPlane;
import dev.brownout.api.Stack;
import dev.brownout.api.StackProvider;
import dev.brownout.api.UndoLedger;
import dev.brownout.faults.container.Docker;
import dev.brownout.faults.container.ground.ContainerGround;
import dev.brownout.faults.node.NodePlane;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The reference exchange in containers, from the same classes: every component in a network of its own, where it meets only a
 * chaos node, so that every link goes through that; Postgres, Redis and, as one of two edges, nginx are the real ones.
 *
 * <p>Options: {@code edge=java} (the default) or {@code nginx}; {@code last-good} and {@code probe-key} as {@link ExchangeStack} has
 * them.
 */
public final class ContainerExchange implements StackProvider {
    private static final String NAME = "exchange-containers";

    /** Make the provider; it holds nothing. */
    public ContainerExchange() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Map<String, String> variants() {
        return new ExchangeStack().variants();
    }

    @Override
    public Stack describe(String variant, Map<String, String> options) {
        return ContainerLayout.stack(NAME, ContainerOptions.parse(variant, options), options);
    }

    private ContainerOptions options(Stack stack) {
        if (!stack.id().startsWith(NAME + ":")) {
            throw new BrownoutException("stack must be one of " + NAME + "'s, but was " + stack.id());
        }
        var variant = stack.id().substring(NAME.length() + 1);
        if (!describe(variant, stack.options()).equals(stack)) {
            throw new BrownoutException("stack must be as describe() made it, but " + stack.id()
                    + " was changed afterwards; give options to describe() instead");
        }
        return ContainerOptions.parse(variant, stack.options());
    }

    @Override
    public Optional<FaultPlane> plane(Stack stack, long seed, UndoLedger ledger, Path directory) {
        options(stack);
        return Optional.of(ContainerGround.open(
                new Docker(Map.of()), stack, ContainerLayout.PORTS, Optional.empty(), seed, ledger));
    }

    @Override
    public RunningExchange start(Stack stack, FaultPlane plane, Path directory) {
        if (!(plane instanceof NodePlane node)) {
            throw new BrownoutException(
                    "planes of stack " + stack.id() + " must be those that it brings itself, but were "
                            + plane.getClass().getSimpleName() + "; leave out --plane");
        }
        return new ContainerStart(stack, options(stack), node, directory).start();
    }
}
