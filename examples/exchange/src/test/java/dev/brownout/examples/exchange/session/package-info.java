/** Tests of the package of the same name. */
@NullMarked
package dev.brownout.examples.exchange.session;

import org.jspecify.annotations.NullMarked;
