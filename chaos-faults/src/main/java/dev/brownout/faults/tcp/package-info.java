/** The tcp plane: a Toxiproxy, ours or a real one, driven through its client, and the faults and witnesses on it. */
@NullMarked
package dev.brownout.faults.tcp;

import org.jspecify.annotations.NullMarked;
