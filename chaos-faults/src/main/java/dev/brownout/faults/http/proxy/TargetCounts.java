package dev.brownout.faults.http.proxy;

import dev.brownout.api.Traffic;
import dev.brownout.faults.decide.Asker;
import io.netty.handler.codec.http.HttpRequest;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts what a link's target is sent and how it answers: past every fault of the plane on the way there, and before any on
 * the way back. Witnesses' exchanges are left out, a load's are not. Counts only grow. Thread safe.
 */
public final class TargetCounts {
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVICE_UNAVAILABLE = 503;
    private static final int FIRST_SERVER_ERROR = 500;

    private final String link;
    private final Optional<String> healthPath;
    private final LongAdder connects = new LongAdder();
    private final LongAdder requests = new LongAdder();
    private final LongAdder checks = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder failed = new LongAdder();

    /**
     * Begin to count.
     *
     * @param link the link's id
     * @param healthPath the path that health checks ask for, without a query; empty where there are none
     */
    public TargetCounts(String link, Optional<String> healthPath) {
        this.link = link;
        this.healthPath = healthPath;
    }

    /** A connection to the target was opened for an exchange. */
    void connected(Exchange exchange) {
        if (exchange.asker != Asker.WITNESS) {
            connects.increment();
        }
    }

    /** An exchange's request goes on to the target. */
    void sent(Exchange exchange) {
        exchange.sent = true;
        if (exchange.asker != Asker.WITNESS) {
            requests.increment();
            if (healthPath.isPresent() && asks(exchange.request, healthPath.get())) {
                checks.increment();
            }
        }
    }

    private static boolean asks(HttpRequest request, String path) {
        var uri = request.uri();
        return uri.startsWith(path) && (uri.length() == path.length() || uri.charAt(path.length()) == '?');
    }

    /** The target began its answer, which is no interim one (1xx) unless it changes the protocol. */
    void answered(Exchange exchange, int status) {
        boolean late = exchange.settled;
        exchange.settled = true;
        if (late) {
            return; // counted as never answered: whoever asked had gone
        }
        if (exchange.asker != Asker.WITNESS) {
            if (status == TOO_MANY_REQUESTS || status == SERVICE_UNAVAILABLE) {
                refused.increment();
            } else if (status >= FIRST_SERVER_ERROR) {
                failed.increment();
            }
        }
    }

    /** The connection ended with this exchange on it, whoever ended it, or its victim has given it up. */
    void ended(Exchange exchange) {
        if (exchange.sent && !exchange.settled) {
            exchange.settled = true;
            if (exchange.asker != Asker.WITNESS) {
                failed.increment();
            }
        }
    }

    /**
     * Give the counts so far.
     *
     * @return the counts; each is exact, but they are read one after the other while traffic goes on
     */
    public Traffic traffic() {
        return new Traffic(link, connects.sum(), requests.sum(), checks.sum(), refused.sum(), failed.sum());
    }
}
