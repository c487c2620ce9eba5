@NullMarked
package dev.brownout.faults.vantage;

import org.jspecify.annotations.NullMarked;
