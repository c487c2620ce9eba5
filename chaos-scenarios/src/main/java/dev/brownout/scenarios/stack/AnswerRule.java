package dev.brownout.scenarios.stack;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.Mode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonPointer;

/**
 * What an HTTP answer must be like to be called a mode. Everything that is said must hold. Immutable; each method below returns
 * a copy.
 *
 * <pre>{@code
 * AnswerRule.of(Mode.FULL).status("200").json("/free", ValueCondition.equalTo("100"))
 * }</pre>
 *
 * @param mode what such an answer is called; never slow or hung, which are a matter of time
 * @param status which status it may have: {@code 200}, {@code 5xx}; none: any
 * @param json JSON pointer (RFC 6901) to what the value there must be like; any makes the body have to be JSON
 * @param headers header to what it must be like
 * @param body what the whole body must be like
 * @param olderThan what its age must exceed; an answer that tells none does not
 */
public record AnswerRule(
        Mode mode,
        List<String> status,
        Map<String, ValueCondition> json,
        Map<String, ValueCondition> headers,
        Optional<ValueCondition> body,
        Optional<Duration> olderThan) {

    /** How a status must be written. */
    public static final String STATUS = "[1-5](\\d\\d|xx)";

    /** What an answer is called where nobody says otherwise: see {@link HttpProbe}. */
    static final List<AnswerRule> STANDARD = List.of(
            of(Mode.QUEUED).status("202"),
            of(Mode.FULL).status("2xx"),
            of(Mode.REFUSED)
                    .status("429", "503")
                    .header("Retry-After", ValueCondition.present(true))
                    .json("/code", ValueCondition.present(true)));

    /** Check every part. */
    public AnswerRule {
        status = List.copyOf(status);
        json = Map.copyOf(json);
        headers = Map.copyOf(headers);
        if (mode == Mode.SLOW || mode == Mode.HUNG) {
            throw new BrownoutException("an answer must not be called " + mode.word()
                    + " by what it says; slow-after and deadline of the capability decide that");
        }
        status.forEach(s -> {
            if (!s.matches(STATUS)) {
                throw new BrownoutException("status must be such as 200 or 5xx, but was \"" + s + "\"");
            }
        });
        json.keySet().forEach(AnswerRule::pointer);
    }

    /** Compile a JSON pointer, or say how one is written. */
    static JsonPointer pointer(String text) {
        if (!text.isEmpty() && !text.startsWith("/")) {
            throw new BrownoutException(
                    "JSON pointer must be empty or begin with a slash (/balance/free), but was \"" + text + "\"");
        }
        return JsonPointer.compile(text);
    }

    /**
     * Begin a rule.
     *
     * @param mode what answers that fit are called
     * @return a rule that every answer fits
     */
    public static AnswerRule of(Mode mode) {
        return new AnswerRule(mode, List.of(), Map.of(), Map.of(), Optional.empty(), Optional.empty());
    }

    /**
     * Ask for a status.
     *
     * @param allowed further ones it may have: {@code 200}, {@code 5xx}
     * @return the rule with them
     */
    public AnswerRule status(String... allowed) {
        var all = new ArrayList<>(status);
        all.addAll(List.of(allowed));
        return new AnswerRule(mode, all, json, headers, body, olderThan);
    }

    /**
     * Ask for a value of the answer's JSON.
     *
     * @param pointer where; an empty one is the whole
     * @param condition what it must be like
     * @return the rule with it
     */
    public AnswerRule json(String pointer, ValueCondition condition) {
        return new AnswerRule(mode, status, with(json, pointer, condition), headers, body, olderThan);
    }

    /**
     * Ask for a header.
     *
     * @param name in any case
     * @param condition what its first value must be like
     * @return the rule with it
     */
    public AnswerRule header(String name, ValueCondition condition) {
        return new AnswerRule(mode, status, json, with(headers, name, condition), body, olderThan);
    }

    /**
     * Ask for an age.
     *
     * @param age what the answer's must exceed
     * @return the rule with it
     */
    public AnswerRule olderThan(Duration age) {
        return new AnswerRule(mode, status, json, headers, body, Optional.of(age));
    }

    private static Map<String, ValueCondition> with(
            Map<String, ValueCondition> conditions, String key, ValueCondition condition) {
        var more = new LinkedHashMap<>(conditions);
        more.put(key, condition);
        return more;
    }

    /** Tell whether an answer is so. */
    boolean fits(HttpAnswer answer, Optional<Duration> age) {
        return (status.isEmpty() || status.stream().anyMatch(s -> has(answer.status(), s)))
                && json.entrySet().stream()
                        .allMatch(e -> answer.isJson() && e.getValue().holds(answer.json(e.getKey())))
                && headers.entrySet().stream().allMatch(e -> e.getValue().holds(answer.header(e.getKey())))
                && body.map(b -> b.holds(Optional.of(answer.body()))).orElse(true)
                && olderThan
                        .map(bound -> age.filter(a -> a.compareTo(bound) > 0).isPresent())
                        .orElse(true);
    }

    private static boolean has(int status, String pattern) {
        return pattern.endsWith("xx")
                ? status / 100 == pattern.charAt(0) - '0'
                : pattern.equals(Integer.toString(status));
    }
}
