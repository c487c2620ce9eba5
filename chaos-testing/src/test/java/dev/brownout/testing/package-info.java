@NullMarked
package dev.brownout.testing;

import org.jspecify.annotations.NullMarked;
