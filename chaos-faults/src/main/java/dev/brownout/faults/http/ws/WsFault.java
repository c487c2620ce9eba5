package dev.brownout.faults.http.ws;

import dev.brownout.api.Fault;
import dev.brownout.faults.http.proxy.Match;

/** A fault of the WebSockets on an HTTP link. */
interface WsFault extends Fault {
    /** Tell which requests for an upgrade it means. */
    Match match();
}
