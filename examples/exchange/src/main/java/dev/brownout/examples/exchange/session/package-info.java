/** Who is logged in: tokens, the store that holds them, and what is said while that store is away. */
@NullMarked
package dev.brownout.examples.exchange.session;

import org.jspecify.annotations.NullMarked;
