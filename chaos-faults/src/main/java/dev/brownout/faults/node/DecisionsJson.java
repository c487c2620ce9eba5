package dev.brownout.faults.node;

import dev.brownout.faults.decide.DecisionLog;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Writes what was decided for an injection. */
final class DecisionsJson {
    private static final JsonMapper JSON = new JsonMapper();

    private DecisionsJson() {}

    static ObjectNode of(DecisionLog log, String injection) {
        var node = JSON.createObjectNode().put("dropped", log.dropped());
        var streams = node.putObject("streams");
        log.of(injection).forEach((stream, decisions) -> {
            var all = streams.putArray(stream);
            decisions.forEach(d -> all.addObject().put("ordinal", d.ordinal()).put("hit", d.hit()));
        });
        return node;
    }
}
