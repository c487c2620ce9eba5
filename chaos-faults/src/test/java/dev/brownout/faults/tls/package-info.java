@NullMarked
package dev.brownout.faults.tls;

import org.jspecify.annotations.NullMarked;
