package dev.brownout.faults.undo;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * One thing to undo, as it stands in a ledger.
 *
 * @param number its number in the ledger, from 1
 * @param action the {@link dev.brownout.api.UndoAction#name()} that undoes it
 * @param arguments what that action needs to know
 */
public record LedgerEntry(int number, String action, Map<String, String> arguments) {
    /** Copy the arguments. */
    public LedgerEntry {
        arguments = Collections.unmodifiableMap(new TreeMap<>(arguments));
    }
}
