/** The matching engine: price-time priority, a sequenced log, market data and the settler. */
@NullMarked
package dev.brownout.examples.exchange.engine;

import org.jspecify.annotations.NullMarked;
