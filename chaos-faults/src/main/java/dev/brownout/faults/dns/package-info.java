/**
 * The DNS plane: a real server, UDP and TCP, that the stack resolves through, the faults it can do to a name, and how they
 * are witnessed: by a query on the wire and by a look-up as the victim does it.
 */
@NullMarked
package dev.brownout.faults.dns;

import org.jspecify.annotations.NullMarked;
