package dev.brownout.examples.exchange.stack;

import dev.brownout.examples.exchange.account.Account;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** One background user, who does one thing at a time. */
final class Trader {
    /** More open orders than this are not remembered: the oldest is left to rest for ever. */
    private static final int REMEMBERED = 50;

    private final Account account;
    private final AtomicBoolean busy = new AtomicBoolean();
    private final Deque<Order> open = new ArrayDeque<>();

    /** An order that was acknowledged and may still rest. */
    record Order(String symbol, String clientId) {}

    Trader(Account account) {
        this.account = account;
    }

    Account account() {
        return account;
    }

    /** Begin to do something, unless something is being done. */
    boolean begin() {
        return busy.compareAndSet(false, true);
    }

    /** Be idle again. */
    void end() {
        busy.set(false);
    }

    /** Remember an order; whoever called {@link #begin} calls this before {@link #end}. */
    void rests(Order order) {
        open.addLast(order);
        if (open.size() > REMEMBERED) {
            open.removeFirst();
        }
    }

    /** Take the oldest order that may still rest; called between {@link #begin} and {@link #end}. */
    Optional<Order> oldest() {
        return Optional.ofNullable(open.pollFirst());
    }
}
