/**
 * Faults of the databases and caches that components depend on, done in real servers inside containers by the server's own
 * client there (psql, redis-cli), and taken back from the undo ledger alone.
 */
@NullMarked
package dev.brownout.faults.store;

import org.jspecify.annotations.NullMarked;
