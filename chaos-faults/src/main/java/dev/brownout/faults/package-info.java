/** The fault plane of one JVM: every link and every name of a stack goes through it. */
@NullMarked
package dev.brownout.faults;

import org.jspecify.annotations.NullMarked;
