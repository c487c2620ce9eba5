/** Play: do a plan against a running stack and write the journal. */
@NullMarked
package dev.brownout.scenarios.play;

import org.jspecify.annotations.NullMarked;
