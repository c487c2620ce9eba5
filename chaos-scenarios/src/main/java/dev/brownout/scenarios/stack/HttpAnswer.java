package dev.brownout.scenarios.stack;

import dev.brownout.api.Mode;
import dev.brownout.api.Probe;
import dev.brownout.scenarios.json.Json;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;

/** What an HTTP service answered, and how it served by that. Used from one thread. */
final class HttpAnswer {
    private static final int EXCERPT = 60;
    private static final ObjectReader JSON = Json.mapper()
            .readerFor(JsonNode.class)
            .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final int status;
    private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final String body;
    private final Optional<JsonNode> json;

    /**
     * @param headers each with its values; the first counts
     * @param body as text
     */
    HttpAnswer(int status, Map<String, List<String>> headers, String body) {
        this.status = status;
        headers.forEach((name, values) -> this.headers.put(name, values.isEmpty() ? "" : values.get(0)));
        this.body = body;
        this.json = parse(body);
    }

    private static Optional<JsonNode> parse(String body) {
        var text = body.strip();
        if (text.isEmpty() || text.charAt(0) == '<') {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(JSON.<JsonNode>readValue(text));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    int status() {
        return status;
    }

    String body() {
        return body;
    }

    boolean isJson() {
        return json.isPresent();
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /** The value at a pointer as text: what is no plain value as JSON; null is none. */
    Optional<String> json(String pointer) {
        return json.map(root -> root.at(AnswerRule.pointer(pointer)))
                .filter(node -> !node.isMissingNode() && !node.isNull())
                .map(node -> node.isValueNode() ? node.asString() : node.toString());
    }

    /**
     * Tell how the service served, latency aside.
     *
     * @param rules the first that fits counts; without one it is an error, and where the asker was not let in, that
     */
    Probe.Answer classify(List<AnswerRule> rules, Optional<AnswerAge> where, Instant now) {
        var age = where.flatMap(w -> w.of(this, now));
        return rules.stream()
                .filter(rule -> rule.fits(this, age))
                .findFirst()
                .map(rule -> new Probe.Answer(rule.mode(), words(), age))
                .orElseGet(() -> status == 401 || status == 403
                        ? Probe.Answer.unauthorised(words())
                        : Probe.Answer.of(Mode.ERROR, words()));
    }

    private String words() {
        var line = body.replaceAll("\\s+", " ").strip();
        return (status + " " + (line.length() <= EXCERPT ? line : line.substring(0, EXCERPT) + "…")).strip();
    }
}
