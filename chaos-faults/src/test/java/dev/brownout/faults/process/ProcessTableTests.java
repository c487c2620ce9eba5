package dev.brownout.faults.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brownout.faults.process.ProcessTable.Entry;
import org.junit.jupiter.api.Test;

class ProcessTableTests {

    private static final String REST =
            " 34816 1 4194560 100 0 0 0 1 2 0 0 20 0 1 0 987654 4096 200 18446744073709551615";

    @Test
    void readsAProcessWhateverItsName() {
        assertThat(ProcessTable.parse("42 (a) b ( S 9) S 7 42 41" + REST)).contains(new Entry(42, 7, 41, 987654));
    }

    @Test
    void passesOverZombies() {
        assertThat(ProcessTable.parse("42 (sh) Z 7 42 41" + REST)).isEmpty();
    }

    @Test
    void findsThisProcess() throws Exception {
        long us = ProcessHandle.current().pid();
        assertThat(ProcessTable.snapshot())
                .filteredOn(entry -> entry.pid() == us)
                .hasSize(1);
    }
}
