/**
 * Faults of files that components read: a configuration that grew, is empty, torn or wrong, put where a real component reads
 * it and taken back byte for byte.
 */
@NullMarked
package dev.brownout.faults.file;

import org.jspecify.annotations.NullMarked;
