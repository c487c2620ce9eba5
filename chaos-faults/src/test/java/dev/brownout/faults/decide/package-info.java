@NullMarked
package dev.brownout.faults.decide;

import org.jspecify.annotations.NullMarked;
