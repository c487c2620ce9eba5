@NullMarked
package dev.brownout.faults.tcp.toxic;

import org.jspecify.annotations.NullMarked;
