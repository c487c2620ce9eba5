/** Images made without a registry: from the distribution's packages, the running JDK and a Go module. */
@NullMarked
package dev.brownout.faults.container.image;

import org.jspecify.annotations.NullMarked;
