/**
 * The exchange as a stack under test: what it is made of, how it is started behind a fault plane, the question for each of
 * its capabilities, and the users who trade on it meanwhile.
 */
@NullMarked
package dev.brownout.examples.exchange.stack;

import org.jspecify.annotations.NullMarked;
