@NullMarked
package dev.brownout.faults.http;

import org.jspecify.annotations.NullMarked;
