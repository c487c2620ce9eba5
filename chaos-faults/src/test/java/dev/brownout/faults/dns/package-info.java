@NullMarked
package dev.brownout.faults.dns;

import org.jspecify.annotations.NullMarked;
