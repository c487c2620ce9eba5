/** The journal: what a run writes and a judgement reads, one event a line. */
@NullMarked
package dev.brownout.scenarios.journal;

import org.jspecify.annotations.NullMarked;
