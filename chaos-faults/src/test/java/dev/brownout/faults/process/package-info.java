@NullMarked
package dev.brownout.faults.process;

import org.jspecify.annotations.NullMarked;
