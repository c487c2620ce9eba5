/** How what outlives this process is undone: the ledger that is written before anything is touched, and what reads it. */
@NullMarked
package dev.brownout.faults.undo;

import org.jspecify.annotations.NullMarked;
