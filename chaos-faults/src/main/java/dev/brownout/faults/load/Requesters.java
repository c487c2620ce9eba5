package dev.brownout.faults.load;

import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;

/** A crowd of whom each asks once, and some again: on connections that are kept and shared. */
final class Requesters extends Crowd {
    private static final int MOST_WAITING = 10_000;

    private final Repeats repeats;
    private final ArrayDeque<Client> idle = new ArrayDeque<>();
    private int waiting;

    Requesters(Place place, Repeats repeats) {
        super(place);
        this.repeats = repeats;
    }

    @Override
    void arrive(long ordinal) {
        send(ordinal, 0);
    }

    private void send(long ordinal, int attempt) {
        if (!withinRate()) {
            return;
        }
        for (var client = idle.pollLast(); client != null; client = idle.pollLast()) {
            if (client.free()) {
                ask(client, ordinal, attempt);
                return;
            }
        }
        connect(client -> ask(client, ordinal, attempt), () -> {
            tally().sent(attempt > 0);
            ended(ordinal, attempt, 0);
        });
    }

    private void ask(Client client, long ordinal, int attempt) {
        tally().sent(attempt > 0);
        client.ask(request(ordinal), bounds().timeout(), status -> {
            if (client.free()) {
                idle.addLast(client);
            } else {
                client.channel().close();
            }
            ended(ordinal, attempt, status);
        });
    }

    private void ended(long ordinal, int attempt, int status) {
        tally().ended(status);
        boolean failed = status == 0
                || status == HttpResponseStatus.TOO_MANY_REQUESTS.code()
                || status >= HttpResponseStatus.INTERNAL_SERVER_ERROR.code();
        if (left() || !repeats.again(ordinal, attempt, failed)) {
            return;
        }
        if (waiting >= MOST_WAITING) {
            keptBack(MOST_WAITING + " repeats are waiting");
            return;
        }
        waiting++;
        loop().schedule(
                        () -> {
                            waiting--;
                            send(ordinal, attempt + 1);
                        },
                        repeats.waitNanos(ordinal, attempt),
                        TimeUnit.NANOSECONDS);
    }
}
