package dev.brownout.scenarios.checker;

import java.util.Arrays;

/**
 * Numbers the distinct texts it is given, in the order in which they came: what checkers keep for every id of a run stands in
 * plain arrays beside it. Open addressing; a text costs its reference and about twenty bytes. Not thread safe.
 */
final class Keys {
    private static final int FREE = 0;

    private String[] texts = new String[16];
    /** For each slot the number and one more, then the hash: a text is looked at only when its hash fits. */
    private int[] slots = new int[128];

    private int size;

    /** Give a text's number; a new one gets the next. */
    int add(String text) {
        int hash = hash(text);
        int slot = slot(text, hash);
        if (slots[slot] != FREE) {
            return slots[slot] - 1;
        }
        if (size == texts.length) {
            texts = Arrays.copyOf(texts, size * 2);
        }
        texts[size++] = text;
        slots[slot] = size;
        slots[slot + 1] = hash;
        if (size * 4 > slots.length) {
            grow();
        }
        return size - 1;
    }

    /** Give a text's number; −1 if it never came. */
    int find(String text) {
        return slots[slot(text, hash(text))] - 1;
    }

    String text(int number) {
        return texts[number];
    }

    int size() {
        return size;
    }

    private int slot(String text, int hash) {
        int mask = slots.length - 1;
        int at = hash << 1 & mask;
        while (slots[at] != FREE && (slots[at + 1] != hash || !texts[slots[at] - 1].equals(text))) {
            at = at + 2 & mask;
        }
        return at;
    }

    /**
     * Texts that count up stand beside each other: their hash codes differ in the last bits only, and those are left as they
     * are. A run's ids are asked for in nearly the order in which they came, so most of them are in the cache then.
     */
    private static int hash(String text) {
        int hash = text.hashCode();
        int block = (hash >>> 4) * 0x9E3779B9;
        return ((block ^ (block >>> 15)) << 4) | (hash & 15);
    }

    private void grow() {
        var before = slots;
        slots = new int[before.length * 2];
        int mask = slots.length - 1;
        for (int from = 0; from < before.length; from += 2) {
            if (before[from] != FREE) {
                int at = before[from + 1] << 1 & mask;
                while (slots[at] != FREE) {
                    at = at + 2 & mask;
                }
                slots[at] = before[from];
                slots[at + 1] = before[from + 1];
            }
        }
    }
}
