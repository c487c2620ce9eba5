/** The JUnit extension: documented outages and single faults as ordinary tests. Begin with {@link Brownout}. */
@NullMarked
package dev.brownout.junit;

import org.jspecify.annotations.NullMarked;
