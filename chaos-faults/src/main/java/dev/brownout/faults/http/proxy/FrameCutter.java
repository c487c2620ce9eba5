package dev.brownout.faults.http.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.function.Consumer;

/**
 * Finds the frames in one direction of a WebSocket (RFC 6455, section 5.2) and takes out those that are to be lost. What is
 * handed on is handed on as it came; no more than a frame's head (14 bytes) is ever kept back. Any bytes are frames of some
 * kind, so nothing can be malformed here.
 */
final class FrameCutter {
    /** Asked once a frame. */
    interface Judge {
        boolean loses(int opcode, boolean last);
    }

    private static final int LONGEST_HEAD = 14;
    private static final int SHORTEST_HEAD = 2;
    private static final int LAST = 0x80;
    private static final int OPCODE = 0x0f;
    private static final int MASKED = 0x80;
    private static final int LENGTH = 0x7f;
    private static final int TWO_BYTES = 126;
    private static final int EIGHT_BYTES = 127;
    private static final int MASK_BYTES = 4;

    private final Judge judge;
    private final byte[] head = new byte[LONGEST_HEAD];
    private int headBytes;
    private long left;
    private boolean losing;

    FrameCutter(Judge judge) {
        this.judge = judge;
    }

    /** Tell whether the next byte begins a frame. */
    boolean atBoundary() {
        return headBytes == 0 && left == 0;
    }

    /**
     * Take bytes.
     *
     * @param in what came; stays the caller's
     * @param out gets what is handed on, each buffer to be released by it
     */
    void take(ByteBuf in, Consumer<ByteBuf> out) {
        int begin = in.readerIndex();
        while (in.isReadable()) {
            if (left > 0) {
                int n = (int) Math.min(left, in.readableBytes());
                in.skipBytes(n);
                left -= n;
                begin = losing ? in.readerIndex() : begin;
            } else {
                int carried = headBytes;
                int start = in.readerIndex();
                boolean whole = head(in);
                if (!whole || carried > 0) {
                    emit(in, begin, start, out);
                    begin = in.readerIndex();
                }
                if (whole) {
                    int length = headBytes;
                    losing = begin();
                    if (losing) {
                        emit(in, begin, start, out);
                        begin = in.readerIndex();
                    } else if (carried > 0) {
                        out.accept(Unpooled.copiedBuffer(head, 0, length));
                    }
                }
            }
        }
        emit(in, begin, in.readerIndex(), out);
    }

    private static void emit(ByteBuf in, int from, int to, Consumer<ByteBuf> out) {
        if (to > from) {
            out.accept(in.retainedSlice(from, to - from));
        }
    }

    /** Read on in a frame's head, and tell whether it is whole. */
    private boolean head(ByteBuf in) {
        while (headBytes < SHORTEST_HEAD || headBytes < headLength()) {
            if (!in.isReadable()) {
                return false;
            }
            head[headBytes++] = in.readByte();
        }
        return true;
    }

    private int headLength() {
        int length = head[1] & LENGTH;
        int extended = length == TWO_BYTES ? 2 : length == EIGHT_BYTES ? 8 : 0;
        return SHORTEST_HEAD + extended + ((head[1] & MASKED) != 0 ? MASK_BYTES : 0);
    }

    private boolean begin() {
        int length = head[1] & LENGTH;
        int extended = length == TWO_BYTES ? 2 : length == EIGHT_BYTES ? 8 : 0;
        long payload = extended == 0 ? length : 0;
        for (int i = 0; i < extended; i++) {
            payload = (payload << 8) | (head[SHORTEST_HEAD + i] & 0xff);
        }
        // the top bit must be 0 (section 5.2); who sets it sends one frame without an end
        left = payload < 0 ? Long.MAX_VALUE : payload;
        headBytes = 0;
        return judge.loses(head[0] & OPCODE, (head[0] & LAST) != 0);
    }
}
