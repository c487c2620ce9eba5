/**
 * A real, throw-away Postgres without an installation: its binaries from Maven Central, a fresh cluster for each run, and
 * the command line with which a supervisor starts it. Nothing here starts the server itself.
 */
@NullMarked
package dev.brownout.examples.exchange.postgres;

import org.jspecify.annotations.NullMarked;
