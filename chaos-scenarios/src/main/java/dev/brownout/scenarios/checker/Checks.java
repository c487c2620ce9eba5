package dev.brownout.scenarios.checker;

import dev.brownout.api.Operation;
import java.math.BigDecimal;

/** What our checkers share: how an entry's data is read, and the words of what they cannot say. */
final class Checks {
    static final String NO_FINAL_READ = "what became of everything was not read back after healing";

    private Checks() {}

    /** Give a value; empty when it is not there. */
    static String text(Operation o, String key) {
        return o.data().getOrDefault(key, "");
    }

    /** Give a number; 0 when it is not there. {@link WellFormed} lets nothing else through. */
    static BigDecimal number(Operation o, String key) {
        var text = o.data().get(key);
        return text == null ? BigDecimal.ZERO : new BigDecimal(text);
    }

    /** Give the sign of a number in decimal notation without reading it as one: −1, 0 or 1; 0 for no text. */
    static int sign(String number) {
        for (int i = 0; i < number.length(); i++) {
            char c = number.charAt(i);
            if (c >= '1' && c <= '9') {
                return number.charAt(0) == '-' ? -1 : 1;
            }
        }
        return 0;
    }

    static boolean is(Operation o, String key) {
        return "true".equals(o.data().get(key));
    }

    static boolean ok(Operation o) {
        return o.type() == Operation.Type.OK;
    }

    static boolean invoked(Operation o) {
        return o.type() == Operation.Type.INVOKED;
    }

    /** Tell whether an order of this status may still trade. */
    static boolean open(String status) {
        return status.equals("NEW") || status.equals("PARTIALLY_FILLED");
    }

    /** Write a duration for people. */
    static String millis(long nanos) {
        return nanos / 1_000_000 + " ms";
    }
}
