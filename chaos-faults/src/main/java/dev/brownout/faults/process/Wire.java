package dev.brownout.faults.process;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The words between us and the supervisor, over its standard input and output: a request or reply is its name (a string), a
 * number (eight bytes: the request it belongs to; a child is known by the number of the request that spawned it), and what
 * is listed at each. Both ends come from one build, so the protocol has no version.
 */
final class Wire {

    private static final int MAX_STRING = 1 << 20;
    private static final int MAX_STRINGS = 1 << 16;

    private Wire() {}

    /** What we ask. */
    enum Request {
        /** Start a process: command, environment (name, value, name, value …), directory, output, stop signal. */
        SPAWN,
        /** Pass a signal on: child (long), signal, whether to its descendants too (boolean). */
        SIGNAL,
        /** End a child and its descendants: child (long), grace in ms (long). */
        STOP
    }

    /** What the supervisor says. */
    enum Reply {
        /** The process runs: pid (long). */
        SPAWNED,
        /** The request is carried out. */
        DONE,
        /** The request cannot be carried out: why (string). */
        FAILED,
        /** A child, known by the number, has ended: exit code (int), milliseconds since 1970 (long). */
        EXITED
    }

    /** Writes the parts of one message after its head. */
    interface Body {
        void writeTo(DataOutputStream out) throws IOException;
    }

    /** Writes one whole message; the caller holds the lock of {@code out}. */
    static void write(DataOutputStream out, Enum<?> kind, long number, Body body) throws IOException {
        writeString(out, kind.name());
        out.writeLong(number);
        body.writeTo(out);
        out.flush();
    }

    static Request readRequest(DataInputStream in) throws IOException {
        return read(Request.class, in);
    }

    static Reply readReply(DataInputStream in) throws IOException {
        return read(Reply.class, in);
    }

    private static <E extends Enum<E>> E read(Class<E> kind, DataInputStream in) throws IOException {
        String name = readString(in);
        try {
            return Enum.valueOf(kind, name);
        } catch (IllegalArgumentException e) {
            throw new IOException("message must be a " + kind.getSimpleName() + ", but was '" + name + "'", e);
        }
    }

    static void writeString(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > MAX_STRING) {
            throw new IOException("text must have at most " + MAX_STRING + " bytes, but had " + bytes.length);
        }
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    static String readString(DataInputStream in) throws IOException {
        byte[] bytes = new byte[length(in, MAX_STRING)];
        in.readFully(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    static void writeStrings(DataOutputStream out, List<String> texts) throws IOException {
        out.writeInt(texts.size());
        for (String text : texts) {
            writeString(out, text);
        }
    }

    static List<String> readStrings(DataInputStream in) throws IOException {
        int count = length(in, MAX_STRINGS);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            texts.add(readString(in));
        }
        return texts;
    }

    private static int length(DataInputStream in, int most) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > most) {
            throw new IOException("length must be from 0 to " + most + ", but was " + length);
        }
        return length;
    }
}
