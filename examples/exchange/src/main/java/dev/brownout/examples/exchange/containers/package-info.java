/** What the exchange needs to run in containers. */
@NullMarked
package dev.brownout.examples.exchange.containers;

import org.jspecify.annotations.NullMarked;
