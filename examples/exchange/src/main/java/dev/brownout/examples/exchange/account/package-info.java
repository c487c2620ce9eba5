/** The seeded accounts, their API keys and their starting balances. */
@NullMarked
package dev.brownout.examples.exchange.account;

import org.jspecify.annotations.NullMarked;
