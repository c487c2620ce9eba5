/** Tests of the package of the same name. */
@NullMarked
package dev.brownout.examples.exchange.containers;

import org.jspecify.annotations.NullMarked;
