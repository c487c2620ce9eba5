package dev.brownout.scenarios.format;

import static dev.brownout.scenarios.format.SchemaParts.any;
import static dev.brownout.scenarios.format.SchemaParts.array;
import static dev.brownout.scenarios.format.SchemaParts.constant;
import static dev.brownout.scenarios.format.SchemaParts.described;
import static dev.brownout.scenarios.format.SchemaParts.duration;
import static dev.brownout.scenarios.format.SchemaParts.enumeration;
import static dev.brownout.scenarios.format.SchemaParts.map;
import static dev.brownout.scenarios.format.SchemaParts.number;
import static dev.brownout.scenarios.format.SchemaParts.object;
import static dev.brownout.scenarios.format.SchemaParts.pattern;
import static dev.brownout.scenarios.format.SchemaParts.text;
import static dev.brownout.scenarios.format.SchemaParts.typed;

import dev.brownout.api.ConfigFile;
import dev.brownout.api.Durations;
import dev.brownout.api.Protocol;
import dev.brownout.api.Resolution;
import dev.brownout.scenarios.json.Json;
import dev.brownout.scenarios.stack.AnswerAge;
import dev.brownout.scenarios.stack.AnswerRule;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/**
 * The published JSON Schema (draft 2020-12) of stack files. For editors and for CI; {@link StackReader} gives better messages,
 * and sees what one part says of another.
 */
public final class StackSchema {
    private static final String ID = "[a-z0-9]([a-z0-9.-]*[a-z0-9])?";
    private static final String POINTER = "^(/.*)?$";

    private StackSchema() {}

    /**
     * Make the schema.
     *
     * @return the schema
     */
    public static ObjectNode create() {
        var root = object(
                "Services that run already, as a stack to play outages against",
                Map.of(
                        FileKind.STACK.key,
                        constant(StackReader.FORMAT),
                        "id",
                        pattern("What to call it", "^" + ID + "$"),
                        "title",
                        text("What it is, in a phrase"),
                        "variables",
                        map("Values for ${name}", any("A plain value")),
                        "components",
                        named("Its parts; \"test\", where probes run, is always there", ID, component()),
                        "links",
                        array("Who connects to whom through the plane", link()),
                        "names",
                        map("Host name to what it leads to", name()),
                        "capabilities",
                        named("What users can do", ID, capability())),
                List.of(FileKind.STACK.key, "id", "components"));
        root.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        root.put("title", "Brownout stack, format " + StackReader.FORMAT);
        return root;
    }

    private static ObjectNode named(String meaning, String id, ObjectNode values) {
        var node = map(meaning, values);
        node.putObject("propertyNames").put("pattern", "^" + id + "$");
        return node;
    }

    private static ObjectNode component() {
        return object(
                "One running thing",
                Map.of(
                        "labels", labels("What it is, for the cast of a scenario; role: ID unless given"),
                        "address", address("Where it listens, for links that do not say otherwise"),
                        "timings", timings(),
                        "process", process(),
                        "container", container(),
                        "files", named("The files that it reads while it runs", ID, file())),
                List.of());
    }

    private static ObjectNode timings() {
        return object(
                "What it declares of its own caches, pools and limits; stack time",
                Map.of(
                        "dns-positive", duration("How long a found address is kept"),
                        "dns-negative", duration("How long a failed look-up is kept"),
                        "pool-lifetime", duration("The longest life of a pooled connection"),
                        "client-timeout", duration("When a caller gives up on one attempt"),
                        "last-good", duration("How long good addresses are used after look-ups fail")),
                List.of());
    }

    private static ObjectNode process() {
        return object(
                "What faults may do to its process: pause it; with \"start\" also end it and start it again",
                Map.of(
                        "pid-file", text("The file into which it writes its number"),
                        "serves", address("Where it listens; the component's address unless given"),
                        "protocol", enumeration("What is spoken there; tcp unless given", protocols()),
                        "log", text("Where it logs"),
                        "start", array("The command that starts it again", text("Program or argument")),
                        "directory", text("Where to run the command; the stack file's own unless given")),
                List.of("pid-file"));
    }

    private static ObjectNode container() {
        return object(
                "The container that it runs in, started with the stack and removed with it",
                Map.of(
                        "image",
                        text("An image that is on this host, with its tag; nothing is pulled"),
                        "port",
                        number("Where it serves, inside the container", 1, 65_535),
                        "environment",
                        map("Variables, by name", text("A value")),
                        "command",
                        array("What is run instead of the image's own command", text("Program or argument")),
                        "copy",
                        map(
                                "File or directory, relative to the stack file, to its absolute path in the container",
                                text("An absolute path")),
                        "aliases",
                        array("Names by which others know it, besides its id", text("A host name"))),
                List.of("image", "port"));
    }

    private static ObjectNode file() {
        var reload = Json.mapper().createObjectNode();
        var ways = reload.putArray("oneOf");
        ways.add(constant("watch"));
        ways.add(object("Send a signal", Map.of("signal", signal()), List.of("signal")));
        ways.add(object(
                "Run a command; {pid} and {file} are filled in",
                Map.of("command", array("Program and arguments", text("A word")).put("minItems", 1)),
                List.of("command")));
        ways.add(object(
                "Send a request to where it serves",
                Map.of("http", pattern("Method and path", "^\\s*\\S+\\s+/\\S*\\s*$")),
                List.of("http")));
        var shown = Json.mapper().createObjectNode();
        var kinds = shown.putArray("oneOf");
        kinds.add(constant("exit"));
        kinds.add(
                object("A new line of its log", Map.of("log-line", text("A regular expression")), List.of("log-line")));
        kinds.add(object(
                "A status page in JSON that tells the SHA-256 of what it read",
                Map.of("status", pattern("Its path", "^/"), "pointer", pattern("Where the digest stands", "^/")),
                List.of("status", "pointer")));
        return object(
                "A file",
                Map.of(
                        "path", text("Where it lies; relative to the stack file"),
                        "format",
                                enumeration(
                                        "How it is written",
                                        Arrays.stream(ConfigFile.Format.values())
                                                .map(StackReader::word)
                                                .toList()),
                        "reload", described(reload, "What makes the component read it again; watch unless given"),
                        "evidence", array("By what the component shows that it tried to", shown)),
                List.of("path", "format", "evidence"));
    }

    private static ObjectNode signal() {
        return pattern("A signal", "^(HUP|INT|TERM|QUIT)$");
    }

    private static ObjectNode link() {
        return object(
                "A wire, called FROM-to-TO",
                Map.of(
                        "from", text("The component that connects; test unless given"),
                        "to", text("The component that is connected to"),
                        "protocol", enumeration("What is spoken", protocols()),
                        "address", address("Where \"to\" listens; the component's address unless given"),
                        "listen-port", number("Where the plane listens; any free port unless given", 1, 65_535),
                        "labels", labels("Its own labels, besides those of both ends")),
                List.of("to", "protocol"));
    }

    private static ObjectNode name() {
        return object(
                "A host name that components resolve",
                Map.of(
                        "leads-to", text("The component that it leads to"),
                        "labels", labels("What it stands for, besides the component's labels"),
                        "resolvers",
                                map(
                                                "Component to how it resolves the name; test, as this JVM can, unless given",
                                                enumeration(
                                                        "How",
                                                        Arrays.stream(Resolution.values())
                                                                .map(StackReader::word)
                                                                .toList()))
                                        .put("minProperties", 1)),
                List.of("leads-to"));
    }

    private static ObjectNode capability() {
        return object(
                "Something users can do",
                Map.of(
                        "title", text("What full service means"),
                        "slow-after",
                                duration("A later answer is slow; " + Durations.format(CapabilityReader.SLOW_AFTER)
                                        + " unless given"),
                        "deadline",
                                duration("No answer by then is hung; " + Durations.format(CapabilityReader.DEADLINE)
                                        + " unless given"),
                        "probes-per-second",
                                number(
                                        "How often it is asked; " + CapabilityReader.PER_SECOND + " unless given",
                                        1,
                                        1000),
                        "probe", probe()),
                List.of("probe"));
    }

    private static ObjectNode probe() {
        var tcp = object(
                "Connect and see whether somebody answers",
                Map.of(
                        "through", text("The link, which begins at test"),
                        "send", text("What to say"),
                        "expect", text("What must stand in the first bytes of the answer")),
                List.of("through"));
        var http = object(
                "A request in HTTP/1.1",
                Map.of(
                        "through", text("The link, which begins at test and speaks http1 or https1"),
                        "method", pattern("GET unless given", "^[A-Z]{1,20}$"),
                        "path", pattern("With its query", "^(/|\\$\\{)"),
                        "headers", labels("What else is sent; ${env:NAME} is taken from the environment"),
                        "body", text("What is sent; ${env:NAME} is taken from the environment"),
                        "answers",
                                array("What answers mean: the first that fits counts", answer())
                                        .put("minItems", 1),
                        "age",
                                object(
                                        "Where answers tell how old they are",
                                        Map.of(
                                                "json", pattern("A JSON pointer", POINTER),
                                                "header", text("A header"),
                                                "unit",
                                                        enumeration(
                                                                "How it is written",
                                                                Arrays.stream(AnswerAge.Unit.values())
                                                                        .map(StackReader::word)
                                                                        .toList())),
                                        List.of("unit"))),
                List.of("through", "path"));
        var node = object("Its question", Map.of("http", http, "tcp", tcp), List.of());
        return node.put("minProperties", 1).put("maxProperties", 1);
    }

    private static ObjectNode answer() {
        var condition = condition();
        var json = map("JSON pointer to what stands there", condition);
        json.putObject("propertyNames").put("pattern", POINTER);
        var status = Json.mapper().createObjectNode();
        var either = status.putArray("oneOf");
        var one = any("A status");
        var kinds = one.putArray("oneOf");
        kinds.addObject().put("type", "integer").put("minimum", 100).put("maximum", 599);
        kinds.addObject().put("type", "string").put("pattern", "^(" + AnswerRule.STATUS + "|\\$\\{.*})$");
        either.add(one);
        either.add(array("Any of these", one.deepCopy()));
        var rule = object(
                "What such an answer is like; everything must hold",
                Map.of(
                        "status", described(status, "Its status: 200, 5xx, [429, 503]"),
                        "json", json,
                        "headers", map("Header to what it is like", condition),
                        "body", described(condition, "What the whole body is like"),
                        "older-than", duration("What its age exceeds; stack time")),
                List.of());
        rule.put("minProperties", 1);
        var modes = new java.util.TreeMap<String, ObjectNode>();
        AnswerReader.MODES.forEach(m -> modes.put(m, rule));
        return object("A mode and the answers that are called so", modes, List.of())
                .put("minProperties", 1)
                .put("maxProperties", 1);
    }

    private static ObjectNode condition() {
        var number = any("A number");
        number.putArray("type").add("number").add("string");
        var more = object(
                "What a value is like; everything must hold",
                Map.of(
                        "equals", text("Numbers are compared as numbers"),
                        "one-of", array("Any of these", text("A value")),
                        "present", typed("boolean", "Whether it is there"),
                        "contains", text("What stands in it"),
                        "matches", text("A regular expression that is found in it"),
                        "above", number,
                        "below", number),
                List.of());
        more.put("minProperties", 1);
        var either = Json.mapper().createObjectNode();
        either.putArray("oneOf").add(text("What it is")).add(more);
        return either;
    }

    private static ObjectNode labels(String meaning) {
        return map(meaning, text("A value"));
    }

    private static ObjectNode address(String meaning) {
        return pattern(meaning + "; host:port", "^(\\S+:(\\d{1,5}|\\$\\{.*})|\\$\\{.*})$");
    }

    private static List<String> protocols() {
        return Arrays.stream(Protocol.values()).map(StackReader::word).toList();
    }
}
