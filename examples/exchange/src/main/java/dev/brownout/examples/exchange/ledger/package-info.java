/** The ledger in Postgres: schema, access under two sets of strategies, settlement and audit. */
@NullMarked
package dev.brownout.examples.exchange.ledger;

import org.jspecify.annotations.NullMarked;
