/** Faults of real databases and caches in containers. */
@NullMarked
package dev.brownout.faults.store;

import org.jspecify.annotations.NullMarked;
