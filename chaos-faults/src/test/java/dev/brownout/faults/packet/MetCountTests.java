package dev.brownout.faults.packet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MetCountTests {
    @Test
    void should_count_what_no_witness_has_sent() {
        var count = new MetCount(0, false, 0);
        count.read(3, 10);
        count.read(5, 20);
        assertThat(count.met()).isEqualTo(5);
    }

    @Test
    void should_leave_out_a_turn_and_what_comes_soon_after() {
        var count = new MetCount(0, false, 0);
        count.read(2, 10);
        count.begin();
        count.read(9, 20);
        count.end(100);
        count.read(12, 90);
        count.read(13, 110);
        assertThat(count.met()).isEqualTo(2);
        count.read(17, 120);
        assertThat(count.met()).isEqualTo(6);
    }

    @Test
    void should_go_on_over_a_counter_that_begins_again() {
        var count = new MetCount(0, false, 0);
        count.read(4, 10);
        count.again(20);
        count.read(3, 30);
        count.read(1, 40);
        assertThat(count.met()).isEqualTo(8);
    }
}
