package dev.brownout.faults.http.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brownout.faults.HttpTarget.Frame;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FrameCutterTests {
    private static final int[] SIZES = {0, 1, 125, 126, 127, 65_535, 65_536, 70_000};

    private static byte[] cut(FrameCutter cutter, byte[] bytes, SplittableRandom chance) {
        var out = new ByteArrayOutputStream();
        for (int from = 0; from < bytes.length; ) {
            int n = 1 + chance.nextInt(Math.min(bytes.length - from, chance.nextBoolean() ? 3 : 9000));
            var in = Unpooled.copiedBuffer(bytes, from, n);
            cutter.take(in, passed -> {
                drain(passed, out);
                passed.release();
            });
            assertThat(in.release()).as("nothing of what came is kept").isTrue();
            from += n;
        }
        return out.toByteArray();
    }

    private static void drain(ByteBuf passed, ByteArrayOutputStream out) {
        var bytes = new byte[passed.readableBytes()];
        passed.readBytes(bytes);
        out.writeBytes(bytes);
    }

    @Test
    void should_take_out_whole_frames_and_pass_the_others_as_they_are() {
        for (long seed = 0; seed < 300; seed++) {
            var chance = new SplittableRandom(seed);
            var all = new ByteArrayOutputStream();
            var left = new ByteArrayOutputStream();
            var heads = new ArrayList<Integer>();
            for (int i = 0; i < 12; i++) {
                var payload = new byte[SIZES[chance.nextInt(SIZES.length)]];
                int opcode = chance.nextInt(16);
                var bytes = new Frame(opcode, chance.nextBoolean(), payload).bytes(chance.nextBoolean());
                all.writeBytes(bytes);
                if (opcode % 3 != 0) {
                    left.writeBytes(bytes);
                }
                heads.add(opcode);
            }
            var judged = new ArrayList<Integer>();
            var cutter = new FrameCutter((opcode, last) -> {
                judged.add(opcode);
                return opcode % 3 == 0;
            });
            assertThat(cut(cutter, all.toByteArray(), chance))
                    .as("seed %d", seed)
                    .isEqualTo(left.toByteArray());
            assertThat(judged).as("seed %d", seed).isEqualTo(heads);
            assertThat(cutter.atBoundary()).isTrue();
        }
    }

    @Test
    void should_take_a_length_with_the_top_bit_for_a_frame_without_an_end() {
        var cutter = new FrameCutter((opcode, last) -> false);
        var bytes = new byte[] {(byte) 0x82, 127, (byte) 0xff, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3};
        assertThat(cut(cutter, bytes, new SplittableRandom(1))).isEqualTo(bytes);
        assertThat(cutter.atBoundary()).isFalse();
    }
}
