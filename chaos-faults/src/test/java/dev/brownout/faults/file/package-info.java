@NullMarked
package dev.brownout.faults.file;

import org.jspecify.annotations.NullMarked;
