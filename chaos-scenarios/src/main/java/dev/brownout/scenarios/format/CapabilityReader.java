package dev.brownout.scenarios.format;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.Capability;
import dev.brownout.api.Link;
import dev.brownout.scenarios.stack.HttpProbe;
import dev.brownout.scenarios.stack.ProbeFactory;
import dev.brownout.scenarios.stack.Secrets;
import dev.brownout.scenarios.stack.ServiceStack;
import dev.brownout.scenarios.stack.ServiceStackBuilder;
import dev.brownout.scenarios.stack.TcpProbe;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Reads the capabilities of a stack file, each with its question. */
final class CapabilityReader {
    static final Duration SLOW_AFTER = Duration.ofMillis(500);
    static final Duration DEADLINE = Duration.ofSeconds(3);
    static final int PER_SECOND = 10;

    private final Optional<Map<String, Link>> links;
    private final ServiceStackBuilder stack;

    /** @param links by their ids; empty where they could not all be read, and nothing is to be said of them */
    CapabilityReader(Optional<Map<String, Link>> links, ServiceStackBuilder stack) {
        this.links = links;
        this.stack = stack;
    }

    void read(Fields file) {
        file.mapping("capabilities", "capabilities")
                .ifPresent(all -> all.keys()
                        .forEach(id -> all.mapping(id, "capability " + id).ifPresent(f -> capability(all, id, f))));
    }

    private void capability(Fields all, String id, Fields f) {
        var title = f.text("title").orElse(id);
        var slowAfter = f.duration("slow-after").orElse(SLOW_AFTER);
        var deadline = f.duration("deadline").orElse(DEADLINE);
        double rate = f.number("probes-per-second", 1, 1000).orElse((double) PER_SECOND);
        var probe = f.required(
                "probe", f.mapping("probe", "probe of " + id).flatMap(p -> probe(id, p)), TcpProbe.connect(""));
        f.end();
        try {
            stack.capabilityThrough(new Capability(id, title, slowAfter, deadline, (int) rate), probe);
        } catch (BrownoutException e) {
            f.problem(all.at(id), String.valueOf(e.getMessage()));
        }
    }

    private Optional<ProbeFactory> probe(String id, Fields f) {
        var http = f.mapping("http", "http probe of " + id).flatMap(h -> http(id, h));
        var tcp = f.mapping("tcp", "tcp probe of " + id).flatMap(this::tcp);
        f.end();
        if (f.keys().contains("http") == f.keys().contains("tcp")) {
            f.problem(f.at(), "probe of " + id + " must have either the key http or tcp, but has " + f.keys());
        }
        return http.or(() -> tcp);
    }

    private Optional<ProbeFactory> tcp(Fields f) {
        var link = through(f, l -> true, "");
        var send = f.text("send").orElse("");
        var expect = f.text("expect").orElse("");
        f.end();
        return Optional.of(new TcpProbe(link, send, expect));
    }

    private Optional<ProbeFactory> http(String id, Fields f) {
        var link = through(f, l -> l.protocol().isHttp(), " and speak http1 or https1");
        var method = f.parsed("method", HttpProbe::method).orElse("GET");
        var path = f.required("path", f.parsed("path", HttpProbe::path), "/");
        var headers = new LinkedHashMap<String, String>();
        f.mapping("headers", "headers of the probe of " + id)
                .ifPresent(h -> h.keys()
                        .forEach(name -> h.textAround(name).ifPresent(value -> {
                            header(h, name, value);
                            headers.put(name, value);
                        })));
        var body = f.textAround("body").orElse("");
        var rules = AnswerReader.rules(f);
        var age = f.mapping("age", "age of the answers of " + id).flatMap(AnswerReader::age);
        f.end();
        return Optional.of(new HttpProbe(link, method, path, headers, body, rules, age));
    }

    private static void header(Fields h, String name, String value) {
        if (!name.matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+")) {
            h.problem(h.at(name), "header must have a name of RFC 9110, section 5.6.2, but was \"" + name + "\"");
        }
        if (Secrets.isSensitive(name) && !Secrets.isReference(value)) {
            h.problem(
                    h.at(name),
                    "header " + name + " must take its secret from the environment (${env:NAME}), but holds it itself");
        }
    }

    /** The link that a probe goes over: it stands where the links of the test component begin. */
    private String through(Fields f, Predicate<Link> speaks, String further) {
        var link = f.requiredText("through");
        var fit = links.orElse(Map.of()).values().stream()
                .filter(l -> l.from().equals(ServiceStack.TEST) && speaks.test(l))
                .map(Link::id)
                .toList();
        if (!link.isEmpty() && links.isPresent() && !fit.contains(link)) {
            f.problem(
                    f.at("through"),
                    "\"through\" of a probe must be a link that begins at " + ServiceStack.TEST + further
                            + ", but was \"" + link + "\"; "
                            + (fit.isEmpty() ? "there is none" : Nearest.hint(link, fit)));
        }
        return link;
    }
}
