package dev.brownout.faults.tls;

/** What a ClientHello is met with. A closed set. */
sealed interface HelloAnswer {
    /** A handshake with this certificate. */
    record Certificate(CertificateShape shape) implements HelloAnswer {}

    /** Nothing, until the client goes. */
    record Silence() implements HelloAnswer {}

    /** These bytes, and then the end of the connection. */
    final class Bytes implements HelloAnswer {
        private final byte[] bytes;

        Bytes(int... values) {
            bytes = new byte[values.length];
            for (int i = 0; i < values.length; i++) {
                bytes[i] = (byte) values[i];
            }
        }

        byte[] bytes() {
            return bytes.clone();
        }

        /** A record with a fatal alert (RFC 8446, section 6). */
        static Bytes alert(int description) {
            return new Bytes(21, 3, 3, 0, 2, 2, description);
        }
    }

    /** A reset of the connection. */
    record Reset() implements HelloAnswer {}
}
