/** The commonest case: the code under test runs in the test's JVM, and what it needs listens on ports. */
@NullMarked
package dev.brownout.examples.suite.services;

import org.jspecify.annotations.NullMarked;
