package dev.brownout.examples.exchange.stack;

import dev.brownout.api.Mode;
import dev.brownout.api.Probe;
import dev.brownout.examples.exchange.account.Account;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Cancels an order that rests in the book; without one, asks for a cancelled one again (see {@link RestingOrders}). */
final class CancelOrderProbe implements Probe {
    private static final String NOTHING_TO_CANCEL = "-2011";

    private final FrontDoor door;
    private final Account account;
    private final RestingOrders resting;

    CancelOrderProbe(FrontDoor door, Account account, RestingOrders resting) {
        this.door = door;
        this.account = account;
        this.resting = resting;
    }

    @Override
    public CompletableFuture<Answer> ask(long ordinal) {
        var fresh = resting.take();
        if (fresh.isPresent()) {
            long id = fresh.get();
            return cancel(id).thenApply(answer -> first(id, answer));
        }
        return resting.known()
                .map(id -> cancel(id).thenApply(answer -> again(id, answer)))
                .orElseGet(() -> CompletableFuture.completedFuture(
                        Answer.of(Mode.ERROR, "no order of the probe's rests, and none was ever cancelled")));
    }

    private CompletableFuture<HttpAnswer> cancel(long id) {
        return door.signed(
                account,
                "DELETE",
                "/api/v3/order",
                Map.of("symbol", PlaceOrderProbe.SYMBOL, "orderId", Long.toString(id)));
    }

    private Answer first(long id, HttpAnswer answer) {
        var classified = HttpAnswers.classify(
                answer,
                json -> json.path("status").asString("").equals("CANCELED")
                        ? Answer.of(Mode.FULL, "200 order " + id)
                        : Answer.of(Mode.WRONG, answer.describe() + " (order " + id + " not cancelled)"));
        if (classified.mode() == Mode.FULL) {
            resting.ended(id);
        } else if (classified.mode() == Mode.REFUSED) {
            resting.rests(id);
        }
        return classified;
    }

    private static Answer again(long id, HttpAnswer answer) {
        if (answer.status() == 400
                && answer.code().filter(NOTHING_TO_CANCEL::equals).isPresent()) {
            return Answer.of(Mode.FULL, "400 -2011 order " + id + ", asked again, is known to be cancelled");
        }
        return HttpAnswers.classify(
                answer, json -> Answer.of(Mode.WRONG, answer.describe() + " (order " + id + " cancelled twice)"));
    }
}
