package dev.brownout.junit;

import java.util.List;

/** Tells, beside a test's own failure, which faults were in place and how to see it again. Carries no stack trace. */
final class FaultsInPlace extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FaultsInPlace(List<String> faults, String replay) {
        super("in place at that time: " + String.join("; ", faults) + ". " + replay, null, false, false);
    }
}
