package dev.brownout.faults.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brownout.faults.file.Place.Attributes;
import java.io.IOException;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TarTests {
    private static final Instant TIME = Instant.parse("2025-11-18T11:05:00.123456789Z");

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 511, 512, 513, 70_000})
    void should_read_what_it_writes(int length) throws IOException {
        var content = new byte[length];
        new java.util.Random(length).nextBytes(content);
        var name = "ä".repeat(length % 97 + 1);
        var like = new Attributes(0104751, 33, 101, FileTime.from(TIME), FileTime.from(TIME));
        var archive = Tar.of(name, content, like, TIME);
        assertThat(archive.length % 512).isZero();
        var read = Tar.read(archive);
        assertThat(read.name()).isEqualTo(name);
        assertThat(read.content()).isEqualTo(content);
        assertThat(read.attributes().mode()).isEqualTo(0104751);
        assertThat(read.attributes().uid()).isEqualTo(33);
        assertThat(read.attributes().gid()).isEqualTo(101);
        // a header tells whole seconds
        assertThat(read.attributes().modified().toInstant()).isEqualTo(Instant.parse("2025-11-18T11:05:00Z"));
        if (length > 0) {
            assertThatThrownBy(() -> Tar.read(java.util.Arrays.copyOf(archive, archive.length - 1024 - 512)))
                    .isInstanceOf(IOException.class);
        }
    }
}
