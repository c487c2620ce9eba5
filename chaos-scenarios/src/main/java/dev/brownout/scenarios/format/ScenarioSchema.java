package dev.brownout.scenarios.format;

import static dev.brownout.scenarios.format.SchemaParts.any;
import static dev.brownout.scenarios.format.SchemaParts.array;
import static dev.brownout.scenarios.format.SchemaParts.constant;
import static dev.brownout.scenarios.format.SchemaParts.described;
import static dev.brownout.scenarios.format.SchemaParts.duration;
import static dev.brownout.scenarios.format.SchemaParts.enumeration;
import static dev.brownout.scenarios.format.SchemaParts.incidentTime;
import static dev.brownout.scenarios.format.SchemaParts.map;
import static dev.brownout.scenarios.format.SchemaParts.number;
import static dev.brownout.scenarios.format.SchemaParts.object;
import static dev.brownout.scenarios.format.SchemaParts.pattern;
import static dev.brownout.scenarios.format.SchemaParts.text;

import dev.brownout.api.FaultKind;
import dev.brownout.api.Halt;
import dev.brownout.api.Mode;
import dev.brownout.api.Parameter;
import dev.brownout.api.Source;
import dev.brownout.scenarios.json.Json;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/**
 * The published JSON Schema (draft 2020-12) of scenario files, made from the same registry as the reader: a fault from
 * anybody's jar stands in it. For editors and for CI; {@link ScenarioReader} gives better messages.
 */
public final class ScenarioSchema {
    private static final String HALT =
            "^\\s*(\\S+\\s+(full|graceful|\\$\\{.*})\\s+<\\s+\\S+\\s+for\\s+\\S+|\\S+\\s+broken|stop-file\\s+\\S.*)\\s*$";

    private ScenarioSchema() {}

    /**
     * Make the schema.
     *
     * @param vocabulary the faults and checkers that files may name
     * @return the schema
     */
    public static ObjectNode of(ScenarioReader.Vocabulary vocabulary) {
        var root = object(
                "A documented outage or a game day",
                Map.ofEntries(
                        Map.entry("brownout", constant(ScenarioReader.FORMAT)),
                        Map.entry("id", pattern("Unique, kebab-case", "^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$")),
                        Map.entry("title", text("What happened, in a sentence")),
                        Map.entry("tags", array("Words to find it by", text("A word"))),
                        Map.entry("environment", text("The environment this file is meant for; refused elsewhere")),
                        Map.entry("variables", map("Values for ${name}", any("A plain value"))),
                        Map.entry("incident", incident()),
                        Map.entry("sources", array("Where the facts come from", source())),
                        Map.entry("cast", map("The parts this incident needs", part())),
                        Map.entry(
                                "time-scale",
                                number("Seconds of incident time in a second of stack time", 1, 1_000_000)),
                        Map.entry(
                                "steady",
                                object(
                                        "What must hold before the first fault",
                                        Map.of(
                                                "for",
                                                duration("How long it is watched; stack time"),
                                                "share",
                                                number("Share of full samples", 0.01, 1),
                                                "within",
                                                duration("How long to wait for it; stack time")),
                                        List.of("for"))),
                        Map.entry("timeline", array("The phases in order of time", phase(vocabulary))),
                        Map.entry("after", after()),
                        Map.entry("always", array("Checkers of what must hold throughout", checkers(vocabulary))),
                        Map.entry(
                                "halt",
                                array(
                                        "When to stop before the end and undo",
                                        pattern("A halt condition: " + Halt.FORMS, HALT))),
                        Map.entry("limit", duration("How long the whole run may take; stack time")),
                        Map.entry(
                                "fidelity",
                                object(
                                        "The fidelity card",
                                        Map.of(
                                                "reproduced",
                                                        array("Played as the sources tell it", text("A sentence")),
                                                "approximated", array("Played by inference", text("A sentence")),
                                                "left-out", array("Not played", text("A sentence"))),
                                        List.of()))),
                List.of("brownout", "id", "title", "timeline", "after"));
        root.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        root.put("title", "Brownout scenario, format " + ScenarioReader.FORMAT);
        return root;
    }

    private static ObjectNode incident() {
        return object(
                "The event it recreates",
                Map.of(
                        "provider", text("Whose outage it was"),
                        "region", text("Where"),
                        "began", text("RFC 3339, UTC"),
                        "ended", text("RFC 3339, UTC")),
                List.of("provider"));
    }

    private static ObjectNode source() {
        var kinds = Arrays.stream(Source.Kind.values()).map(Source.Kind::word).toList();
        return object(
                "A source",
                Map.of(
                        "title", text("As published"),
                        "url", text("Where it is published"),
                        "kind", enumeration("How close to the event its author stands", kinds)),
                List.of("title", "kind"));
    }

    private static ObjectNode part() {
        var labels = map("Label to value", text("A value"));
        var part = object(
                "Who plays a part, by labels",
                Map.of(
                        "names", labels,
                        "links", labels,
                        "components", labels,
                        "at-most", number("The most targets to take", 1, 10_000),
                        "because", text("Why these play that part")),
                List.of());
        var any = part.putArray("anyOf");
        List.of("names", "links", "components")
                .forEach(k -> any.addObject().putArray("required").add(k));
        return part;
    }

    private static ObjectNode after() {
        return object(
                "What recovery means",
                Map.of(
                        "recovered-within", duration("How soon everything must be full again; stack time"),
                        "hold", duration("How long it must stay so; stack time"),
                        "re-open-order",
                                array("Capabilities in the order in which they must be back", text("A capability")),
                        "each",
                                map(
                                        "Capability to how soon it must be back; stack time",
                                        duration("At most recovered-within"))),
                List.of("recovered-within"));
    }

    private static ObjectNode phase(ScenarioReader.Vocabulary vocabulary) {
        var fault = Json.mapper().createObjectNode();
        fault.put("type", "object");
        fault.put("minProperties", 1);
        fault.put("maxProperties", 1);
        fault.put("additionalProperties", false);
        var kinds = fault.putObject("properties");
        vocabulary.faults().kinds().forEach(k -> kinds.set(k.name(), fault(k)));
        return object(
                "A stretch of the timeline",
                Map.of(
                        "phase", pattern("Its id", "^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$"),
                        "title", text("What happened then"),
                        "at", incidentTime("When it begins, from the incident's beginning"),
                        "for", incidentTime("How long it lasted"),
                        "at-least", duration("The shortest it may be played; stack time"),
                        "faults", array("What goes wrong", fault),
                        "expect", map("Capability to what is expected of it", expectation())),
                List.of("phase", "at", "for"));
    }

    /** A checker's name alone, or with its bounds. */
    private static ObjectNode checkers(ScenarioReader.Vocabulary vocabulary) {
        var either = Json.mapper().createObjectNode();
        var kinds = either.putArray("oneOf");
        kinds.add(enumeration("A checker", vocabulary.checkers().keySet()));
        vocabulary.checkers().forEach((name, factory) -> {
            var d = factory.description();
            var bounds = new java.util.TreeMap<String, ObjectNode>();
            d.parameters().forEach(p -> bounds.put(p.name(), parameter(p)));
            var required = d.parameters().stream()
                    .filter(p -> p.standard().isEmpty())
                    .map(Parameter::name)
                    .toList();
            kinds.add(object(d.statement(), Map.of(name, object(d.statement(), bounds, required)), List.of(name)));
        });
        return either;
    }

    private static ObjectNode fault(FaultKind<?> kind) {
        var properties = new java.util.TreeMap<String, ObjectNode>();
        properties.put("on", text("The part of the cast it is done to"));
        properties.put(
                "exposure", enumeration("Whether victims must be seen to meet it", List.of("required", "optional")));
        kind.parameters().forEach(p -> properties.put(p.name(), parameter(p)));
        var required = new java.util.ArrayList<>(List.of("on"));
        kind.parameters().stream()
                .filter(p -> p.standard().isEmpty())
                .map(Parameter::name)
                .forEach(required::add);
        return object(kind.description().summary(), properties, required);
    }

    private static ObjectNode parameter(Parameter p) {
        var range = p.type() == Parameter.Type.TEXT ? "" : " (" + p.min() + " to " + p.max() + ")";
        var meaning = p.meaning()
                + range
                + p.standard().map(s -> "; " + s + " unless given").orElse("");
        return switch (p.type()) {
            case DURATION -> duration(meaning);
            case TEXT -> text(meaning);
            case RATIO, INTEGER -> number(meaning, Double.parseDouble(p.min()), Double.parseDouble(p.max()));
        };
    }

    private static ObjectNode expectation() {
        var modes = Arrays.stream(Mode.values()).map(Mode::word).toList();
        var share = number("A share", 0.01, 1);
        var shares = Json.mapper().createObjectNode();
        shares.put("type", "object");
        shares.put("additionalProperties", false);
        var properties = shares.putObject("properties");
        modes.forEach(m -> properties.set(m, share.deepCopy()));
        var mapping = object(
                "What is expected",
                Map.ofEntries(
                        Map.entry("mode", enumeration("The one graceful mode", modes)),
                        Map.entry("any-of", array("The graceful modes", enumeration("A mode", modes))),
                        Map.entry("share", number("Share of samples that must be graceful", 0.01, 1)),
                        Map.entry("at-least", described(shares, "Mode to its smallest share")),
                        Map.entry("at-most", described(shares, "Mode to its largest share")),
                        Map.entry("within", duration("99 % of answers come within it; stack time")),
                        Map.entry("p50", duration("Half of the answers come within it; stack time")),
                        Map.entry("max", duration("Every answer comes within it; stack time")),
                        Map.entry("staleness", duration("How old stale content may be; stack time")),
                        Map.entry("worst-gap", duration("The longest stretch without a graceful answer; stack time")),
                        Map.entry("detected", duration("From onset to the first answer that tells of it; stack time")),
                        Map.entry(
                                "degraded",
                                duration("From onset until answers are graceful, for a second; stack time")),
                        Map.entry("changes", number("How often the mode may change", 0, 999_999))),
                List.of());
        var any = mapping.putArray("anyOf");
        List.of("mode", "any-of")
                .forEach(k -> any.addObject().putArray("required").add(k));
        var either = Json.mapper().createObjectNode();
        either.putArray("oneOf").add(constant("unaffected")).add(mapping);
        return either;
    }
}
