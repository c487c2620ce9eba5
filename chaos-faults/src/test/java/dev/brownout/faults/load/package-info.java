@NullMarked
package dev.brownout.faults.load;

import org.jspecify.annotations.NullMarked;
