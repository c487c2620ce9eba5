/** The nouns of trading that gateway, engine and ledger share: symbols, sides, order types, orders as seen from outside. */
@NullMarked
package dev.brownout.examples.exchange.market;

import org.jspecify.annotations.NullMarked;
