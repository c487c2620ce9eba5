package dev.brownout.faults.http.proxy;

import dev.brownout.faults.tcp.proxy.Direction;
import java.util.OptionalInt;

/** What one injection does to the WebSockets that it hits: one object for all connections of a link. Thread safe. */
public interface FrameEffect {

    /**
     * Begin to act on a WebSocket. Called on the connection's event loop, when the fault is put in place or the WebSocket is
     * opened, whichever is later.
     *
     * @param hit counts and draws for it
     * @return what is done to this WebSocket alone
     */
    Frames begin(Hit hit);

    /** What a fault does to one WebSocket's frames. Called by the connection's event loop. */
    interface Frames {

        /**
         * Tell whether a frame is lost. Asked once a frame, in order, before it is handed on.
         *
         * @param direction which way it goes
         * @param opcode 0 to 15 (RFC 6455, section 5.2)
         * @param last whether it is the last of its message
         * @return true to lose it
         */
        boolean loses(Direction direction, int opcode, boolean last);

        /**
         * Tell whether the WebSocket is closed at once.
         *
         * @return the code of the close frame that the victim gets; empty to leave it open
         */
        default OptionalInt closes() {
            return OptionalInt.empty();
        }
    }
}
