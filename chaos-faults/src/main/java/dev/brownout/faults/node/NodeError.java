package dev.brownout.faults.node;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** An answer of the control API that is not a success: what is wrong, with what, by which rule, and what to do. */
final class NodeError extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final JsonMapper JSON = new JsonMapper();

    private final int status;
    private final String field;
    private final String rule;
    private final String value;
    private final String hint;

    private NodeError(int status, String message, String field, String rule, String value, String hint) {
        super(message, null, false, false);
        this.status = status;
        this.field = field;
        this.rule = rule;
        this.value = value;
        this.hint = hint;
    }

    /** A failure that is about no single field. */
    static NodeError of(int status, String message, String hint) {
        return new NodeError(status, message, "", "", "", hint);
    }

    /** A field that breaks its rule. */
    static NodeError field(String field, String rule, String value, String hint) {
        var shown = value.length() > 200 ? value.substring(0, 200) + "…" : value;
        return new NodeError(400, field + " must " + rule + ", but was " + shown, field, rule, shown, hint);
    }

    /** Something that is not there. */
    static NodeError notFound(String what, String id, String hint) {
        return of(404, what + " must exist, but \"" + id + "\" does not", hint);
    }

    int status() {
        return status;
    }

    ObjectNode json() {
        return JSON.createObjectNode()
                .put("error", getMessage())
                .put("field", field)
                .put("rule", rule)
                .put("value", value)
                .put("hint", hint);
    }
}
