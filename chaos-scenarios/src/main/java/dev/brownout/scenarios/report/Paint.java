package dev.brownout.scenarios.report;

import dev.brownout.api.Mode;
import dev.brownout.api.Outcome;

/** Colours text for a terminal, or leaves it as it is. Immutable. */
public final class Paint {
    private final boolean on;

    /**
     * Create a painter.
     *
     * @param on whether to colour; without, every method returns its text unchanged
     */
    public Paint(boolean on) {
        this.on = on;
    }

    private String with(String code, String text) {
        return on ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }

    /**
     * Make text stand out.
     *
     * @param text the text
     * @return it in bold
     */
    public String bold(String text) {
        return with("1", text);
    }

    /**
     * Make text step back.
     *
     * @param text the text
     * @return it dimmed
     */
    public String dim(String text) {
        return with("2", text);
    }

    /**
     * Colour text as good.
     *
     * @param text the text
     * @return it in green
     */
    public String good(String text) {
        return with("32", text);
    }

    /**
     * Colour text as bad.
     *
     * @param text the text
     * @return it in red
     */
    public String bad(String text) {
        return with("31", text);
    }

    /**
     * Colour text as doubtful.
     *
     * @param text the text
     * @return it in yellow
     */
    public String doubtful(String text) {
        return with("33", text);
    }

    /**
     * Colour text by an outcome.
     *
     * @param outcome the outcome
     * @param text the text
     * @return green, yellow or red
     */
    public String of(Outcome outcome, String text) {
        return switch (outcome) {
            case PASSED, DEGRADED_OK -> good(text);
            case INCONCLUSIVE, NOT_STARTED, ABORTED -> doubtful(text);
            case FAILED, ROLLBACK_INCOMPLETE -> bad(text);
        };
    }

    /**
     * Colour text by a mode.
     *
     * @param mode the mode
     * @param text the text
     * @return the text in the mode's colour
     */
    public String of(Mode mode, String text) {
        return switch (mode) {
            case FULL -> with("32", text);
            case SLOW -> with("36", text);
            case STALE, QUEUED -> with("34", text);
            case REFUSED -> with("33", text);
            case ERROR, HUNG -> with("31", text);
            case WRONG -> with("1;35", text);
        };
    }

    /**
     * Give the mark of a mode, so that strips can be read without colour.
     *
     * @param mode the mode
     * @return one character
     */
    public static String mark(Mode mode) {
        return switch (mode) {
            case FULL -> "█";
            case SLOW -> "▓";
            case STALE -> "▒";
            case QUEUED -> "░";
            case REFUSED -> "○";
            case ERROR -> "x";
            case HUNG -> "…";
            case WRONG -> "!";
        };
    }
}
