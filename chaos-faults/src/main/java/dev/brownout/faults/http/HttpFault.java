package dev.brownout.faults.http;

import dev.brownout.api.Fault;
import dev.brownout.faults.http.proxy.Match;

/** A fault of the exchanges on an HTTP link. */
interface HttpFault extends Fault {
    /** Tell which requests it means. */
    Match match();

    /** Tell whether requests that it hits get no answer of the target, so that no other fault on them is seen. */
    default boolean hides() {
        return false;
    }
}
