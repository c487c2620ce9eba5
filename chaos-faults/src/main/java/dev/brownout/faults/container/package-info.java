/** Docker, as far as Brownout needs it: which daemon there is, and what stands in its way. */
@NullMarked
package dev.brownout.faults.container;

import org.jspecify.annotations.NullMarked;
