package dev.brownout.scenarios.checker;

import java.util.Arrays;

/**
 * Numbers the distinct texts it is given, in the order in which they came: what checkers keep for every id of a run stands in
 * plain arrays beside it. Open addressing; a text costs its reference and about ten bytes. Not thread safe.
 */
final class Keys {
    private static final int FREE = 0;

    private String[] texts = new String[16];
    private int[] slots = new int[64];
    private int size;

    /** Give a text's number; a new one gets the next. */
    int add(String text) {
        int slot = slot(text);
        if (slots[slot] != FREE) {
            return slots[slot] - 1;
        }
        if (size == texts.length) {
            texts = Arrays.copyOf(texts, size * 2);
        }
        texts[size++] = text;
        slots[slot] = size;
        if (size * 2 > slots.length) {
            grow();
        }
        return size - 1;
    }

    /** Give a text's number; −1 if it never came. */
    int find(String text) {
        return slots[slot(text)] - 1;
    }

    String text(int number) {
        return texts[number];
    }

    int size() {
        return size;
    }

    private int slot(String text) {
        int mask = slots.length - 1;
        int at = home(text) & mask;
        while (slots[at] != FREE && !texts[slots[at] - 1].equals(text)) {
            at = at + 1 & mask;
        }
        return at;
    }

    private static int home(String text) {
        int hash = text.hashCode() * 0x9E3779B9;
        return hash ^ hash >>> 15;
    }

    private void grow() {
        slots = new int[slots.length * 2];
        int mask = slots.length - 1;
        for (int i = 0; i < size; i++) {
            int at = home(texts[i]) & mask;
            while (slots[at] != FREE) {
                at = at + 1 & mask;
            }
            slots[at] = i + 1;
        }
    }
}
