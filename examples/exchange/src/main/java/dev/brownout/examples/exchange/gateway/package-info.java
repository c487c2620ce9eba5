/** The gateway: signatures, the order path, and the strategies that make it fragile or resilient. */
@NullMarked
package dev.brownout.examples.exchange.gateway;

import org.jspecify.annotations.NullMarked;
