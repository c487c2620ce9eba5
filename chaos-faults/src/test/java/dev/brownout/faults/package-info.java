@NullMarked
package dev.brownout.faults;

import org.jspecify.annotations.NullMarked;
