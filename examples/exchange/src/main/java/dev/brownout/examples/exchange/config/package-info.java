/** How the processes are configured: named settings, and the two postures as files of settings. */
@NullMarked
package dev.brownout.examples.exchange.config;

import org.jspecify.annotations.NullMarked;
