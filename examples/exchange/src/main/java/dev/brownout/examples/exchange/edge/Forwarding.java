package dev.brownout.examples.exchange.edge;

import dev.brownout.examples.exchange.http.ApiError;
import dev.brownout.examples.exchange.http.Endpoint;
import dev.brownout.examples.exchange.http.Reply;
import dev.brownout.examples.exchange.http.Request;
import dev.brownout.examples.exchange.http.Upstream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Sends each request to a gateway, and again if the strategy says so. */
final class Forwarding implements Endpoint {
    private static final Pattern PATH = Pattern.compile("/[A-Za-z0-9/_.-]*");

    private final Gateways gateways;
    private final EdgeAnswers answers;
    private final EdgeRetries retries;
    private final Duration timeout;

    Forwarding(Gateways gateways, EdgeAnswers answers, EdgeRetries retries, Duration timeout) {
        this.gateways = gateways;
        this.answers = answers;
        this.retries = retries;
        this.timeout = timeout;
    }

    @Override
    public Reply answer(Request request) throws InterruptedException {
        if (!PATH.matcher(request.path()).matches()) {
            return Reply.error(ApiError.noSuchPath());
        }
        String path = request.query().isEmpty() ? request.path() : request.path() + "?" + request.query();
        retries.seen();
        for (int attempt = 1; ; attempt++) {
            boolean sent;
            Reply failure;
            try {
                return answers.answered(request, send(gateways.next(), request, path));
            } catch (Upstream.Unsent e) {
                sent = false;
                failure = answers.unsent(request);
            } catch (Upstream.Unanswered e) {
                sent = true;
                failure = answers.unanswered(request);
            }
            Optional<Duration> pause = retries.again(request, attempt, sent);
            if (pause.isEmpty()) {
                return failure;
            }
            Thread.sleep(pause.get().toMillis());
        }
    }

    private Reply send(Upstream gateway, Request request, String path)
            throws Upstream.Unsent, Upstream.Unanswered, InterruptedException {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("X-Request-Id", request.id());
        if (!request.apiKey().isEmpty()) {
            headers.put("X-MBX-APIKEY", request.apiKey());
        }
        if (!request.token().isEmpty()) {
            headers.put("X-Session-Token", request.token());
        }
        byte[] body = request.body().getBytes(StandardCharsets.UTF_8);
        if (body.length > 0) {
            headers.put("Content-Type", "application/x-www-form-urlencoded");
        }
        return gateway.call(request.method(), path, headers, body, timeout);
    }
}
