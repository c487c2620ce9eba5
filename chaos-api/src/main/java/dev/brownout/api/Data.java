package dev.brownout.api;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The few texts of an operation, in order of their keys, one after the other in one array: a history has millions of them, and
 * every checker looks into each. Immutable.
 */
final class Data extends AbstractMap<String, String> {
    /** Key, value, key, value … */
    private final String[] texts;

    private Data(String[] texts) {
        this.texts = texts;
    }

    static Data of(Map<String, String> map) {
        if (map instanceof Data data) {
            return data;
        }
        var texts = new String[map.size() * 2];
        int size = 0;
        for (var entry : map.entrySet()) {
            var key = entry.getKey();
            int at = size;
            for (; at > 0 && key.compareTo(texts[at - 2]) < 0; at -= 2) {
                texts[at] = texts[at - 2];
                texts[at + 1] = texts[at - 1];
            }
            texts[at] = key;
            texts[at + 1] = Objects.requireNonNull(entry.getValue(), key);
            size += 2;
        }
        return new Data(texts);
    }

    private int find(@Nullable Object key) {
        for (int at = 0; at < texts.length; at += 2) {
            if (texts[at].equals(key)) {
                return at;
            }
        }
        return -1;
    }

    @Override
    public @Nullable String get(@Nullable Object key) {
        int at = find(key);
        return at < 0 ? null : texts[at + 1];
    }

    @Override
    public String getOrDefault(@Nullable Object key, String otherwise) {
        int at = find(key);
        return at < 0 ? otherwise : texts[at + 1];
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        return find(key) >= 0;
    }

    @Override
    public int size() {
        return texts.length / 2;
    }

    @Override
    public void forEach(BiConsumer<? super String, ? super String> action) {
        for (int at = 0; at < texts.length; at += 2) {
            action.accept(texts[at], texts[at + 1]);
        }
    }

    @Override
    public Set<Map.Entry<String, String>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public Iterator<Map.Entry<String, String>> iterator() {
                return new Entries();
            }

            @Override
            public int size() {
                return texts.length / 2;
            }
        };
    }

    private final class Entries implements Iterator<Map.Entry<String, String>> {
        private int at;

        @Override
        public boolean hasNext() {
            return at < texts.length;
        }

        @Override
        public Map.Entry<String, String> next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            at += 2;
            return Map.entry(texts[at - 2], texts[at - 1]);
        }
    }
}
