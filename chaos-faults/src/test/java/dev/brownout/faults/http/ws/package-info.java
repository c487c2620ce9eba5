@NullMarked
package dev.brownout.faults.http.ws;

import org.jspecify.annotations.NullMarked;
