package dev.brownout.scenarios.checker;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** How far an exchange has opened again (A19), closed first. A closed set. */
enum Stage {
    HALTED(0),
    ORACLE_FRESH(1),
    LEDGER_RECONCILED(2),
    CANCEL_ONLY(3),
    /** Orders that would not trade at once. */
    POST_ONLY(4),
    /** Orders are collected and matched at one price; instead of, or before or after, post-only. */
    AUCTION(4),
    FULL(5),
    WITHDRAWALS(6);

    /** By the name that histories use. */
    static final Map<String, Stage> NAMES =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Stage::toString, Function.identity()));

    /** The step it stands on: up is one step at a time. */
    final int step;

    Stage(int step) {
        this.step = step;
    }

    /** Read a name that {@link WellFormed} has let through. */
    static Stage of(String name) {
        var stage = NAMES.get(name);
        if (stage == null) {
            throw new IllegalArgumentException("stage must be one of " + NAMES.keySet() + ", but was \"" + name + "\"");
        }
        return stage;
    }

    /** Tell whether something may be done at this stage. */
    boolean allows(Deed deed) {
        return switch (deed) {
            case POST -> step >= POST_ONLY.step;
            case PLACE -> this == AUCTION || step >= FULL.step;
            case BROADCAST -> this == WITHDRAWALS;
        };
    }

    /** What is not allowed at every stage. Cancelling always is. */
    enum Deed {
        /** Place an order that may not trade at once. */
        POST,
        /** Place any other order. */
        PLACE,
        /** Hand a withdrawal to a chain. */
        BROADCAST
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
