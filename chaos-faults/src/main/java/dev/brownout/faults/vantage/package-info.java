/** Places to measure from: the harness's side of the agents inside the stack's JVMs. */
@NullMarked
package dev.brownout.faults.vantage;

import org.jspecify.annotations.NullMarked;
