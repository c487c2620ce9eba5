package dev.brownout.faults.load;

import dev.brownout.api.Arguments;
import dev.brownout.api.InvalidFaultException;
import dev.brownout.api.Parameter;
import java.nio.charset.StandardCharsets;

/**
 * What is asked of the target.
 *
 * @param method the request's method
 * @param path an absolute path, {@code {n}} for the arrival's number; empty for what the link's label says
 * @param body the body, {@code {n}} likewise; empty for none. One that begins with a brace goes as JSON
 */
public record Ask(String method, String path, String body) {
    private static final int LARGEST_BODY = 64 << 10;
    private static final String NUMBER = "{n}";

    static Parameter method(String standard) {
        return Parameter.text("method", standard, "the request's method, in capital letters");
    }

    static Parameter path(String label) {
        return Parameter.text(
                "path", "", "an absolute path, {n} for the arrival's number; empty for the link's label " + label);
    }

    static Parameter body(String standard) {
        return Parameter.text("body", standard, "the request's body, {n} for the arrival's number; at most 64 KiB");
    }

    /** Read and check what was given. */
    static Ask of(Arguments arguments) {
        var ask = new Ask(arguments.text("method"), arguments.text("path"), arguments.text("body"));
        if (!ask.method.matches("[A-Z]{1,16}")) {
            throw new InvalidFaultException(
                    "method", "method must be 1 to 16 capital letters, but was \"" + ask.method + "\"");
        }
        checkPath(ask.path);
        int bytes = ask.body.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > LARGEST_BODY) {
            throw new InvalidFaultException("body", "body must be at most 64 KiB, but was " + bytes + " bytes");
        }
        return ask;
    }

    static void checkPath(String path) {
        if (!path.isEmpty() && !isPath(path)) {
            throw new InvalidFaultException(
                    "path", "path must begin with / and hold visible ASCII only, but was \"" + path + "\"");
        }
    }

    static boolean isPath(String text) {
        return text.matches("/[!-~]*");
    }

    /** Give the same question to another path. */
    Ask at(String other) {
        return new Ask(method, other, body);
    }

    String path(long ordinal) {
        return path.replace(NUMBER, Long.toString(ordinal));
    }

    String body(long ordinal) {
        return body.replace(NUMBER, Long.toString(ordinal));
    }
}
