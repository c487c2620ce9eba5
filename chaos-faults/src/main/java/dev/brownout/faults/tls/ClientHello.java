package dev.brownout.faults.tls;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/** Reads a ClientHello's body (RFC 8446, section 4.1.2). */
final class ClientHello {
    private static final int VERSION_AND_RANDOM = 34;
    private static final int ALPN = 16;

    private ClientHello() {}

    /** Tell whether an application protocol is offered (RFC 7301, section 3.1); false where the bytes make no sense. */
    static boolean offers(ByteBuf hello, String protocol) {
        try {
            var in = hello.duplicate();
            in.skipBytes(VERSION_AND_RANDOM);
            in.skipBytes(in.readUnsignedByte()); // session id
            in.skipBytes(in.readUnsignedShort()); // cipher suites
            in.skipBytes(in.readUnsignedByte()); // compression methods
            if (!in.isReadable()) {
                return false; // extensions may be missing
            }
            var extensions = in.readSlice(in.readUnsignedShort());
            while (extensions.isReadable()) {
                int type = extensions.readUnsignedShort();
                var data = extensions.readSlice(extensions.readUnsignedShort());
                if (type == ALPN) {
                    return names(data.readSlice(data.readUnsignedShort()), protocol);
                }
            }
            return false;
        } catch (IndexOutOfBoundsException e) {
            return false;
        }
    }

    private static boolean names(ByteBuf list, String protocol) {
        while (list.isReadable()) {
            var name = list.readSlice(list.readUnsignedByte());
            if (name.toString(StandardCharsets.US_ASCII).equals(protocol)) {
                return true;
            }
        }
        return false;
    }
}
