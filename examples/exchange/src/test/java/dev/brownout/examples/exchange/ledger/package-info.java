/** Tests of the package of the same name. */
@NullMarked
package dev.brownout.examples.exchange.ledger;

import org.jspecify.annotations.NullMarked;
