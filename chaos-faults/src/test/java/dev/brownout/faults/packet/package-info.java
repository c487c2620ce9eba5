@NullMarked
package dev.brownout.faults.packet;

import org.jspecify.annotations.NullMarked;
