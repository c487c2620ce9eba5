package dev.brownout.scenarios.format;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects the problems of one file, so that all are reported at once. Used from one thread. */
final class Problems {
    private final FileKind kind;
    private final String file;
    private final List<Problem> found = new ArrayList<>();

    Problems(FileKind kind, String file) {
        this.kind = kind;
        this.file = file;
    }

    void add(Location at, String message) {
        found.add(new Problem(file, at, message));
    }

    int count() {
        return found.size();
    }

    /** Fail with everything found so far, if anything was. */
    void raise() {
        if (!found.isEmpty()) {
            found.sort(Comparator.comparingInt((Problem p) -> p.at().line()).thenComparingInt(p -> p.at().column()));
            throw kind.invalid(List.copyOf(found));
        }
    }
}
