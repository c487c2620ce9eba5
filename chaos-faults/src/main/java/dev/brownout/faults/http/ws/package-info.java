/** Faults of the WebSockets on an HTTP link (RFC 6455): lost frames, silence, closing. */
@NullMarked
package dev.brownout.faults.http.ws;

import org.jspecify.annotations.NullMarked;
