package dev.brownout.faults.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class WireTests {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream out = new DataOutputStream(bytes);

    @Test
    void readsBackWhatWasWritten() throws Exception {
        Wire.write(out, Wire.Request.SPAWN, 7, body -> Wire.writeStrings(body, List.of("", "ü", "x".repeat(70_000))));

        DataInputStream in = in();
        assertThat(Wire.readRequest(in)).isEqualTo(Wire.Request.SPAWN);
        assertThat(in.readLong()).isEqualTo(7);
        assertThat(Wire.readStrings(in)).containsExactly("", "ü", "x".repeat(70_000));
        assertThatThrownBy(() -> Wire.readRequest(in)).isInstanceOf(EOFException.class);
    }

    @Test
    void refusesAWordItDoesNotKnow() throws Exception {
        Wire.writeString(out, "DANCE");
        assertThatThrownBy(() -> Wire.readReply(in()))
                .isInstanceOf(IOException.class)
                .hasMessage("message must be a Reply, but was 'DANCE'");
    }

    @Test
    void refusesALengthBeyondReason() throws Exception {
        out.writeInt(Integer.MAX_VALUE);
        assertThatThrownBy(() -> Wire.readString(in()))
                .isInstanceOf(IOException.class)
                .hasMessage("length must be from 0 to 1048576, but was 2147483647");
    }

    private DataInputStream in() {
        return new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
    }
}
