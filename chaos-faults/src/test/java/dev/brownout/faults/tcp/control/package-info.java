@NullMarked
package dev.brownout.faults.tcp.control;

import org.jspecify.annotations.NullMarked;
