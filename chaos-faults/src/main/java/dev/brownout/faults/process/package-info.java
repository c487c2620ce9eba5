/**
 * Child processes that cannot outlive the run: a small supervisor process starts them, reports their end, passes signals
 * on, and ends every one of them when its own parent is gone.
 */
@NullMarked
package dev.brownout.faults.process;

import org.jspecify.annotations.NullMarked;
