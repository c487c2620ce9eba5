@NullMarked
package dev.brownout.faults.node;

import org.jspecify.annotations.NullMarked;
