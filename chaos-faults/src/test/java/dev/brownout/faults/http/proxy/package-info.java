@NullMarked
package dev.brownout.faults.http.proxy;

import org.jspecify.annotations.NullMarked;
