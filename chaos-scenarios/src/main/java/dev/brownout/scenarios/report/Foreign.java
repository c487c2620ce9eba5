package dev.brownout.scenarios.report;

/** Text from outside: names, answers, logs. */
public final class Foreign {
    private Foreign() {}

    /**
     * Make characters visible that steer a terminal or turn the direction of what follows: they would let a name lie about its
     * neighbours (Trojan Source, CVE-2021-42574).
     *
     * @param text any text
     * @return the text, with U+FFFD in place of each of them; line breaks and tabs stay
     */
    public static String visible(String text) {
        var out = new StringBuilder(text.length());
        text.codePoints().forEach(c -> out.appendCodePoint(steers(c) ? 0xFFFD : c));
        return out.toString();
    }

    private static boolean steers(int c) {
        return (Character.isISOControl(c) && c != '\n' && c != '\t')
                || (c >= 0x202A && c <= 0x202E)
                || (c >= 0x2066 && c <= 0x2069)
                || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }
}
