/** Tests of the whole exchange, its processes really started. */
@NullMarked
package dev.brownout.examples.exchange.system;

import org.jspecify.annotations.NullMarked;
