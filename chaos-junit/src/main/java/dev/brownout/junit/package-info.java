/** The JUnit 5 extension. Empty until its own issue: see the module's README. */
@NullMarked
package dev.brownout.junit;

import org.jspecify.annotations.NullMarked;
