@NullMarked
package dev.brownout.faults.container.image;

import org.jspecify.annotations.NullMarked;
