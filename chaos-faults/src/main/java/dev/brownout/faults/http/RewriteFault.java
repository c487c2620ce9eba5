package dev.brownout.faults.http;

import dev.brownout.api.Arguments;
import dev.brownout.api.InvalidFaultException;
import dev.brownout.api.Parameter;
import dev.brownout.api.Vantage.HttpReading;
import dev.brownout.faults.http.proxy.Effect;
import dev.brownout.faults.http.proxy.Match;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * Answers arrive changed: a status that says that all is well with content that is wrong. Only whole JSON bodies to which the
 * patch fits are changed; others pass as they are and are not counted. An answer that is longer than the limit is refused
 * with 502 before its rest is read.
 *
 * @param match which requests
 * @param patch a JSON Patch (RFC 6902) for the body; empty for none
 * @param headers headers to set, by name
 * @param status the status code to give, 200 to 599; 0 for the target's own
 * @param limit the longest body that is changed, in bytes
 */
public record RewriteFault(Match match, String patch, Map<String, String> headers, int status, int limit)
        implements HttpFault {
    static final String KIND = "http.rewrite";

    /** Check the patch. */
    public RewriteFault {
        headers = Collections.unmodifiableMap(new TreeMap<>(headers));
        if (!patch.isEmpty() && parsed(patch).filter(JsonBody::isPatch).isEmpty()) {
            throw new InvalidFaultException(
                    "patch",
                    "patch must be a JSON Patch (RFC 6902), such as [{\"op\":\"replace\",\"path\":\"/balance\",\"value\":\"0\"}],"
                            + " but was " + patch);
        }
        if (patch.isEmpty() && headers.isEmpty() && status == 0) {
            throw new InvalidFaultException(
                    "patch", "patch, set-headers or status must say what is changed, but none was given");
        }
    }

    @Override
    public String kind() {
        return KIND;
    }

    private static Optional<JsonNode> parsed(String patch) {
        return JsonBody.parse(patch.getBytes(StandardCharsets.UTF_8));
    }

    /** Give the patch as JSON; empty where the body is left alone. */
    Optional<JsonNode> operations() {
        return patch.isEmpty() ? Optional.empty() : parsed(patch);
    }

    /** Registers it. */
    public static final class Kind extends HttpFaultKind<RewriteFault> {
        private static final int MOST = 16 << 20;

        /** Make the kind, for {@link java.util.ServiceLoader}. */
        public Kind() {
            super(describe(
                            KIND,
                            "Answers arrive with another body, other headers or another status than the target gave.",
                            Parameter.text(
                                    "patch",
                                    "",
                                    "a JSON Patch (RFC 6902) for JSON bodies; where it does not fit, the"
                                            + " answer passes as it is"),
                            Parameter.text("set-headers", "", "headers to set, each on a line: Name: value"),
                            Parameter.integer("status", "0", 0, 599, "the status code to give; 0: the target's own"),
                            Parameter.integer(
                                    "limit",
                                    "1048576",
                                    1,
                                    MOST,
                                    "the longest body that is changed, in bytes; a longer one is refused with 502"))
                    .withSymptom(
                            "victim", "an answer that says that all is well, with content that is not the target's")
                    .withWitness(
                            "a GET through the link whose body, of up to 1 KiB, looks as the patch leaves it, with the"
                                    + " headers and the status. The patch must fit the body of the witness' path; name one with the"
                                    + " label " + HttpLinks.WITNESS_PATH)
                    .withIncidents(
                            "aws-us-east-1-dynamodb-dns-2025-10-20",
                            "cloudflare-bot-management-2025-11-18",
                            "alibaba-hk-zone-c-okx-2022-12-18",
                            "infura-consensus-2020-11-11",
                            "walletconnect-rpc-2023-11-20",
                            "coinbase-zero-balance-2024-02-28",
                            "binance-depeg-index-2025-10-10")
                    .withExample(Map.of("patch", "[{\"op\":\"add\",\"path\":\"/balances\",\"value\":[]}]")));
        }

        @Override
        public RewriteFault create(Arguments arguments) {
            long status = arguments.integer("status");
            if (status != 0 && status < 200) {
                throw new InvalidFaultException("status", "status must be 0 or from 200 to 599, but was " + status);
            }
            return new RewriteFault(
                    Matching.of(arguments),
                    arguments.text("patch").strip(),
                    headers(arguments.text("set-headers")),
                    (int) status,
                    (int) arguments.integer("limit"));
        }

        private static Map<String, String> headers(String lines) {
            var headers = new TreeMap<String, String>();
            lines.lines().filter(line -> !line.isBlank()).forEach(line -> {
                int colon = line.indexOf(':');
                var name = line.substring(0, Math.max(0, colon)).strip();
                if (!name.matches("[A-Za-z0-9!#$%&'*+.^_`|~-]+") || DropHeadersFault.frames(name)) {
                    throw new InvalidFaultException(
                            "set-headers",
                            "set-headers must be lines of \"Name: value\" whose names frame no message, but one was \""
                                    + line + "\"");
                }
                headers.put(name, line.substring(colon + 1).strip());
            });
            return headers;
        }

        @Override
        Effect effect(RewriteFault fault) {
            return new RewriteEffect(fault);
        }

        @Override
        boolean shows(RewriteFault fault, HttpReading reading) {
            return answered(reading)
                    && (fault.status() == 0 || reading.status() == fault.status())
                    && fault.headers().entrySet().stream()
                            .allMatch(h -> h.getValue()
                                    .equals(reading.headers().get(h.getKey().toLowerCase(java.util.Locale.ROOT))))
                    && fault.operations()
                            .map(patch -> JsonBody.parse(reading.bodyStart().getBytes(StandardCharsets.UTF_8))
                                    .filter(body -> JsonBody.isPatched(patch, body))
                                    .isPresent())
                            .orElse(true);
        }
    }
}
