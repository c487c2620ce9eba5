@NullMarked
package dev.brownout.faults.container;

import org.jspecify.annotations.NullMarked;
