@NullMarked
package dev.brownout.faults.conformance;

import org.jspecify.annotations.NullMarked;
