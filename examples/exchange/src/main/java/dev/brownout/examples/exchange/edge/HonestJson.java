package dev.brownout.examples.exchange.edge;

import dev.brownout.examples.exchange.http.ApiError;
import dev.brownout.examples.exchange.http.Reply;
import dev.brownout.examples.exchange.http.Request;
import java.time.Duration;

/**
 * Speaks JSON only: a provider's page becomes an error with a stable code. Something that may have changed the caller's
 * account is "unknown" (504), anything else is "refused" (503).
 */
final class HonestJson implements EdgeAnswers {
    private final Duration retryAfter;

    HonestJson(Duration retryAfter) {
        this.retryAfter = retryAfter;
    }

    @Override
    public Reply answered(Request request, Reply reply) {
        return reply.isJson() ? reply : unanswered(request);
    }

    @Override
    public Reply unsent(Request request) {
        return Reply.error(ApiError.refused("no gateway can be reached", retryAfter));
    }

    @Override
    public Reply unanswered(Request request) {
        return Reply.error(
                request.method().equals("GET")
                        ? ApiError.refused("no gateway answers", retryAfter)
                        : ApiError.unknown(retryAfter));
    }
}
