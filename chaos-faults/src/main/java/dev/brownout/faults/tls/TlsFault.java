package dev.brownout.faults.tls;

import dev.brownout.api.Fault;
import dev.brownout.api.Vantage.TlsReading;
import java.time.Instant;

/** A fault of the handshakes on a link that speaks TLS. */
interface TlsFault extends Fault {
    /** The share of handshakes that it hits, over 0, at most 1. */
    double ratio();

    /** What becomes of the sessions that are established when it begins. */
    Sessions sessions();

    /** What a ClientHello that was hit is met with. */
    HelloAnswer answer();

    /** Recognise the fault in what a witness saw at a time. */
    boolean shows(TlsReading reading, Instant now);

    /** Tell whether a victim can only tell it from health by trusting the plane's root. */
    default boolean needsTrust() {
        return answer() instanceof HelloAnswer.Certificate;
    }
}
