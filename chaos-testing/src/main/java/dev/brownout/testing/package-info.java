/** What our own tests share: real containers, and what happens where there are none. */
@NullMarked
package dev.brownout.testing;

import org.jspecify.annotations.NullMarked;
