@NullMarked
package dev.brownout.faults.undo;

import org.jspecify.annotations.NullMarked;
