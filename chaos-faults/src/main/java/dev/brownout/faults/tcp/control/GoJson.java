package dev.brownout.faults.tcp.control;

import java.math.BigDecimal;

/** Write JSON values as Go's encoder does. */
final class GoJson {
    private static final double SMALLEST_PLAIN = 1e-6;
    private static final double LARGEST_PLAIN = 1e21;

    private GoJson() {}

    /** Quote a text; {@code < > &} and the two line separators are escaped, other non-ASCII is not. */
    static String quote(String text) {
        var out = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> out.append('\\').append(c);
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                default -> {
                    if (c < ' ' || c == '<' || c == '>' || c == '&' || c == '\u2028' || c == '\u2029') {
                        out.append(String.format("\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        return out.append('"').toString();
    }

    /** Print a 32-bit float in its shortest form: {@code 1}, {@code 0.1}, {@code 1e-7}. */
    static String number(float value) {
        if (value == 0) {
            return "0";
        }
        var exact = shortest(value);
        double size = Math.abs((double) value);
        if (size >= SMALLEST_PLAIN && size < LARGEST_PLAIN) {
            return exact.toPlainString();
        }
        int exponent = exact.precision() - exact.scale() - 1;
        var digits = exact.scaleByPowerOfTen(-exponent).stripTrailingZeros().toPlainString();
        return digits + "e" + (exponent < 0 ? "-" : "+") + Math.abs(exponent);
    }

    /** Float.toString is not always the shortest before JDK 19. */
    private static BigDecimal shortest(float value) {
        var exact = new BigDecimal(value);
        for (int precision = 1; precision < 9; precision++) {
            var rounded = exact.round(new java.math.MathContext(precision));
            if (rounded.floatValue() == value) {
                return rounded.stripTrailingZeros();
            }
        }
        return exact.round(new java.math.MathContext(9)).stripTrailingZeros();
    }
}
