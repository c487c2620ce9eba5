package dev.brownout.examples.exchange.http;

import java.time.Duration;

/**
 * An error as the front door words it: {@code {"code":-1121,"msg":"Invalid symbol."}}, after Binance's spot API error
 * codes (developers.binance.com, "Error codes").
 *
 * @param status the HTTP status
 * @param code Binance's stable code, negative
 * @param message for people
 * @param retryAfter sent as {@code Retry-After} in whole seconds, rounded up; zero sends none
 */
public record ApiError(int status, int code, String message, Duration retryAfter) {
    /** Makes an error without {@code Retry-After}. */
    public ApiError(int status, int code, String message) {
        this(status, code, message, Duration.ZERO);
    }

    /** The caller asks too often, or too much is in flight: 429. */
    public static ApiError tooMany(Duration retryAfter) {
        return new ApiError(429, -1003, "Too many requests; please retry later.", retryAfter);
    }

    /** Nobody knows whether the request was executed: 504. The caller asks for the order by its client order id. */
    public static ApiError unknown(Duration retryAfter) {
        return new ApiError(
                504,
                -1007,
                "Timeout waiting for response from backend server. Send status unknown; execution status unknown.",
                retryAfter);
    }

    /** Refused and surely not executed, because a part that it needs is away: 503. */
    public static ApiError refused(String why, Duration retryAfter) {
        return new ApiError(503, -1008, "Server is currently unable to take this request: " + why + ".", retryAfter);
    }

    /** Our own mistake: 500. */
    public static ApiError internal() {
        return new ApiError(500, -1000, "An unknown error occurred while processing the request.");
    }

    /** No such path or method: 404. */
    public static ApiError noSuchPath() {
        return new ApiError(404, -1000, "Path does not exist.");
    }

    /** The signature does not match. */
    public static ApiError badSignature() {
        return new ApiError(400, -1022, "Signature for this request is not valid.");
    }

    /** The timestamp lies outside the receive window. */
    public static ApiError badTimestamp() {
        return new ApiError(400, -1021, "Timestamp for this request is outside of the recvWindow.");
    }

    /** The API key is missing or belongs to nobody. */
    public static ApiError badKey() {
        return new ApiError(401, -2015, "Invalid API-key, IP, or permissions for action.");
    }

    /** The session token is missing, was never given out, has expired or was logged out. */
    public static ApiError notLoggedIn() {
        return new ApiError(401, -1002, "You are not authorized to execute this request.");
    }

    /** A parameter is missing, empty or malformed. */
    public static ApiError parameter(String name) {
        return new ApiError(
                400, -1102, "Mandatory parameter '" + name + "' was not sent, was empty/null, or malformed.");
    }

    /** The symbol is not listed. */
    public static ApiError badSymbol() {
        return new ApiError(400, -1121, "Invalid symbol.");
    }

    /** A trading rule of the symbol is broken. */
    public static ApiError filter(String name) {
        return new ApiError(400, -1013, "Filter failure: " + name);
    }

    /** The order is refused: no funds, or its client order id was used before, or it would take liquidity. */
    public static ApiError rejected(String why) {
        return new ApiError(400, -2010, why);
    }

    /** Nothing to cancel under that id. */
    public static ApiError unknownOrder() {
        return new ApiError(400, -2011, "Unknown order sent.");
    }

    /** No such order. */
    public static ApiError noSuchOrder() {
        return new ApiError(400, -2013, "Order does not exist.");
    }
}
