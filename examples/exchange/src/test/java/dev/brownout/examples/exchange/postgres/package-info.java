@NullMarked
package dev.brownout.examples.exchange.postgres;

import org.jspecify.annotations.NullMarked;
