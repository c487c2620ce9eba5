package dev.brownout.faults.node;

import dev.brownout.api.Arguments;
import dev.brownout.api.BrownoutException;
import dev.brownout.api.Durations;
import dev.brownout.api.Fault;
import dev.brownout.api.FaultDescription;
import dev.brownout.api.FaultKind;
import dev.brownout.api.FaultPlane;
import dev.brownout.api.Injection;
import dev.brownout.api.InjectionContext;
import dev.brownout.api.Measurement;
import dev.brownout.api.Stack;
import dev.brownout.api.Target;
import dev.brownout.api.Vantage;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/** A kind whose faults are done, and measured, by the node that drives the plane; all else is the kind's own. */
final class NodeKind<F extends Fault> implements FaultKind<NodeFault<F>> {
    private static final JsonMapper JSON = new JsonMapper();

    private final FaultKind<F> kind;

    NodeKind(FaultKind<F> kind) {
        this.kind = kind;
    }

    @Override
    public FaultDescription description() {
        return kind.description();
    }

    @Override
    public NodeFault<F> create(Arguments arguments) {
        return new NodeFault<>(kind.create(arguments), arguments);
    }

    @Override
    public Optional<String> refusal(NodeFault<F> fault, Target target, Stack stack) {
        return kind.refusal(fault.fault(), target, stack);
    }

    @Override
    public boolean conflictsWith(NodeFault<F> fault, Fault other) {
        return kind.conflictsWith(fault.fault(), other instanceof NodeFault<?> node ? node.fault() : other);
    }

    @Override
    public Duration onsetLag(NodeFault<F> fault, Target target, Stack stack) {
        return kind.onsetLag(fault.fault(), target, stack);
    }

    @Override
    public Duration removalLag(NodeFault<F> fault, Target target, Stack stack) {
        return kind.removalLag(fault.fault(), target, stack);
    }

    @Override
    public Duration feltAfter(NodeFault<F> fault, Target target, Stack stack) {
        return kind.feltAfter(fault.fault(), target, stack);
    }

    private static NodePlane node(FaultPlane plane) {
        if (plane instanceof NodePlane node) {
            return node;
        }
        throw new BrownoutException(
                "the plane must be that of a node, but was " + plane.getClass().getName());
    }

    @Override
    public Injection inject(NodeFault<F> fault, Target target, InjectionContext context) {
        var plane = node(context.plane());
        var client = plane.client();
        var id = plane.newId(context.id());
        var body = JSON.createObjectNode()
                .put("id", id)
                .put("kind", fault.kind())
                .put("target", target.id())
                .put("seed", context.seed())
                .put("decides-as", context.id())
                .put("run", plane.run())
                .put("life", Durations.format(life(context)))
                .put("even-if-contradicting", true); // a plan has been checked for that, and hands faults over
        body.set("arguments", JSON.valueToTree(fault.arguments().values()));
        var entry = plane.ledger(context.ledger()).write(NodeRemove.NAME, Map.of("node", client.base(), "id", id));
        try {
            client.post("/injections", body);
            return new NodeInjection(client, id, entry);
        } catch (BrownoutException e) {
            // whether it was refused or nobody answered: from here on the id is of no use to anybody
            try {
                client.delete("/injections/" + NodeClient.encode(id));
                entry.close();
            } catch (BrownoutException undone) {
                e.addSuppressed(undone);
            }
            throw e;
        }
    }

    /** Whole milliseconds, at least one: what a node reads. */
    private static Duration life(InjectionContext context) {
        return Duration.ofMillis(Math.max(1, context.life().toMillis()));
    }

    @Override
    public Measurement measure(NodeFault<F> fault, Target target, Vantage vantage, InjectionContext context) {
        return node(context.plane()).measure(fault, target.id(), vantage.component(), context.id(), context.seed());
    }
}
