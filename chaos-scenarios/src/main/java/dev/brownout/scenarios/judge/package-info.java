/** Judge: fold a journal's events into a verdict. Pure; time is taken from events only. */
@NullMarked
package dev.brownout.scenarios.judge;

import org.jspecify.annotations.NullMarked;
