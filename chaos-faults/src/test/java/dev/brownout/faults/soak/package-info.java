@NullMarked
package dev.brownout.faults.soak;

import org.jspecify.annotations.NullMarked;
