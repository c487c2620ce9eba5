/** The tls plane: TLS ended and begun on a link, with certificates made on the spot, and its faults. */
@NullMarked
package dev.brownout.faults.tls;

import org.jspecify.annotations.NullMarked;
