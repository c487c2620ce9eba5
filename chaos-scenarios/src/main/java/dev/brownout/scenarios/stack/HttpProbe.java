package dev.brownout.scenarios.stack;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.Probe;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A question in HTTP/1.1 over a link, and what its answers mean. The first rule that an answer fits says how the capability
 * served. An answer that fits none is an error, and so is a connection that is refused or breaks. Immutable; each method
 * below returns a copy.
 *
 * <p>Without rules, 202 is queued, every other 2xx is full, and an honest no is 429 or 503 in JSON with a {@code code} and a
 * {@code Retry-After}.
 *
 * <pre>{@code
 * HttpProbe.get("test-to-gateway", "/v1/balance")
 *         .header("Authorization", "Bearer ${env:TOKEN}")
 *         .rules(AnswerRule.of(Mode.FULL).status("200").json("/free", ValueCondition.equalTo("100")))
 * }</pre>
 *
 * @param link the link's id; it speaks HTTP
 * @param method such as {@code GET}
 * @param path an absolute path, with its query
 * @param headers what else is sent; {@code ${env:NAME}} in a value is taken from the environment when the stack starts
 * @param body what is sent; an empty one is not; may refer to the environment as headers do
 * @param rules what answers mean; none for the standard rules
 * @param age where answers say how old they are
 */
public record HttpProbe(
        String link,
        String method,
        String path,
        Map<String, String> headers,
        String body,
        List<AnswerRule> rules,
        Optional<AnswerAge> age)
        implements ProbeFactory {

    /** Check method and path, and copy the headers and rules. */
    public HttpProbe {
        headers = Map.copyOf(headers);
        rules = List.copyOf(rules);
        method(method);
        path(path);
    }

    /**
     * Check a method.
     *
     * @param text as written
     * @return the same text
     * @throws BrownoutException if it is none that may be sent
     */
    public static String method(String text) {
        if (!text.matches("[A-Z]{1,20}") || text.equals("CONNECT")) {
            throw new BrownoutException("method must be in upper case, such as GET or POST, but was \"" + text + "\"");
        }
        return text;
    }

    /**
     * Check a path.
     *
     * @param text as written
     * @return the same text
     * @throws BrownoutException if it is none that may be sent
     */
    public static String path(String text) {
        if (!text.matches("/[!-~]*") || text.contains("#")) {
            throw new BrownoutException(
                    "path must begin with a slash and be percent-encoded ASCII, but was \"" + text + "\"");
        }
        return text;
    }

    /**
     * Ask with GET.
     *
     * @param link the link's id
     * @param path an absolute path, with its query
     * @return a question with the standard rules
     */
    public static HttpProbe get(String link, String path) {
        return new HttpProbe(link, "GET", path, Map.of(), "", List.of(), Optional.empty());
    }

    /**
     * Ask with POST.
     *
     * @param link the link's id
     * @param path an absolute path, with its query
     * @param body what is sent
     * @return a question with the standard rules
     */
    public static HttpProbe post(String link, String path, String body) {
        return new HttpProbe(link, "POST", path, Map.of(), body, List.of(), Optional.empty());
    }

    /**
     * Send a header.
     *
     * @param name its name
     * @param value its value; may refer to the environment
     * @return the question with it
     */
    public HttpProbe header(String name, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new HttpProbe(link, method, path, more, body, rules, age);
    }

    /**
     * Say what answers mean, instead of the rules so far.
     *
     * @param all in the order in which they are tried
     * @return the question with them
     */
    public HttpProbe rules(AnswerRule... all) {
        return new HttpProbe(link, method, path, headers, body, List.of(all), age);
    }

    /**
     * Say where answers tell their age.
     *
     * @param where the place
     * @return the question with it
     */
    public HttpProbe age(AnswerAge where) {
        return new HttpProbe(link, method, path, headers, body, rules, Optional.of(where));
    }

    @Override
    public Probe probe(OpenLinks links) {
        if (!links.protocol(link).isHttp()) {
            throw new BrownoutException(
                    "a question in HTTP must go over a link that speaks http1 or https1, but " + link + " speaks "
                            + links.protocol(link).name().toLowerCase(Locale.ROOT) + "; choose another link");
        }
        return new HttpAsker(this, links, Secrets.ofProcess());
    }
}
