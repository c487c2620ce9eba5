/** The fault plane: how each fault is really done, and witnessed. */
@NullMarked
package dev.brownout.faults;

import org.jspecify.annotations.NullMarked;
