/** Tests of the package of the same name. */
@NullMarked
package dev.brownout.examples.exchange.config;

import org.jspecify.annotations.NullMarked;
