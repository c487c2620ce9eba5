/** The command line against the reference exchange, as a user runs it. */
@NullMarked
package dev.brownout.examples.exchange.cli;

import org.jspecify.annotations.NullMarked;
