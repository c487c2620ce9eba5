/** The nouns of Brownout and the SPI through which third parties add to them. */
@NullMarked
package dev.brownout.api;

import org.jspecify.annotations.NullMarked;
