/** A client of a gateway, as a team would write it: the code under test. */
@NullMarked
package dev.brownout.examples.suite.services;

import org.jspecify.annotations.NullMarked;
