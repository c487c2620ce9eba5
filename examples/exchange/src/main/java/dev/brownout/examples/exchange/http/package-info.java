/** What the processes share in speaking HTTP: requests, replies, error codes, bulkheads, upstream calls. */
@NullMarked
package dev.brownout.examples.exchange.http;

import org.jspecify.annotations.NullMarked;
