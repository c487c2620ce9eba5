/** Tests of the exchange as a stack: what it says of itself, and the whole of it really started behind a real plane. */
@NullMarked
package dev.brownout.examples.exchange.stack;

import org.jspecify.annotations.NullMarked;
