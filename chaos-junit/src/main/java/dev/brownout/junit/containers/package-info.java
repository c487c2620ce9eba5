/** Containers of Testcontainers, the user's own version, as components of a stack. */
@NullMarked
package dev.brownout.junit.containers;

import org.jspecify.annotations.NullMarked;
