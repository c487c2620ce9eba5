/** What a toxic is, and one file for each type. */
@NullMarked
package dev.brownout.faults.tcp.toxic;

import org.jspecify.annotations.NullMarked;
