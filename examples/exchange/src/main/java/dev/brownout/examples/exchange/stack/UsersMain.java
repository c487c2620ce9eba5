package dev.brownout.examples.exchange.stack;

import dev.brownout.examples.exchange.config.Settings;
import dev.brownout.examples.exchange.http.HttpProcess;
import dev.brownout.examples.exchange.http.Json;
import dev.brownout.examples.exchange.http.ProcessLog;
import dev.brownout.examples.exchange.http.Reply;
import dev.brownout.examples.exchange.http.Router;

/**
 * Stands where the exchange's users do, so that an agent can measure from there what users meet. It asks nothing by itself: the
 * users are the probes and the traders.
 */
public final class UsersMain {
    private UsersMain() {}

    /** Starts the process; returns while it serves. */
    public static void main(String[] arguments) {
        ProcessLog.choose();
        Settings settings = Settings.read(arguments, System.getenv());
        HttpProcess.serve(
                settings,
                new Router(settings.optional("name").orElse("users"), settings.duration("retry-after"))
                        .inline(
                                "GET /healthz",
                                request -> Reply.json(200, Json.object().put("status", "ok"))));
    }
}
