/** Stacks that users bring: services that run already, described in code or read from a file. */
@NullMarked
package dev.brownout.scenarios.stack;

import org.jspecify.annotations.NullMarked;
