@NullMarked
package dev.brownout.faults.tcp;

import org.jspecify.annotations.NullMarked;
