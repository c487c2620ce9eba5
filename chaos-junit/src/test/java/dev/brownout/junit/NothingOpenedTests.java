package dev.brownout.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brownout.api.Protocol;
import dev.brownout.api.Stack;
import dev.brownout.scenarios.stack.ServiceStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** A test that has no faults and no addresses costs next to nothing, because nothing is opened for it. */
class NothingOpenedTests {
    private static final AtomicInteger ASKED = new AtomicInteger();
    private static final AtomicInteger RUN = new AtomicInteger();

    /** Cases are run by these tests only. */
    @Brownout
    static class Ordinary {
        @StackUnderTest
        static ServiceStack stack() {
            return ServiceStack.builder("shop")
                    .service("gateway", Protocol.HTTP1, () -> {
                        ASKED.incrementAndGet();
                        throw new IllegalStateException("nobody needs it");
                    })
                    .build();
        }

        @RepeatedTest(50)
        void repeated() {
            RUN.incrementAndGet();
        }

        @Test
        void looksOnly(Stack stack, Faults faults, TestJournal journal, @Seed long seed) {
            assertThat(faults.stack()).isSameAs(stack);
            assertThat(journal.events()).isEmpty();
            assertThat(seed).isEqualTo(1);
        }

        @Test
        @Disabled("for a reason")
        void disabled(@LinkAddress("gateway") String gateway) {}

        @Nested
        class Inner {
            @Test
            void nested() {}
        }
    }

    @Test
    void should_open_nothing_for_tests_without_faults() throws IOException {
        var threads = threads();
        var directories = directories();

        var kit = Kit.run(Ordinary.class);

        assertThat(kit.failures()).isEmpty();
        assertThat(kit.passed()).hasSize(52);
        assertThat(RUN).hasValue(50);
        assertThat(ASKED).hasValue(0);
        assertThat(threads()).isSubsetOf(threads);
        assertThat(directories()).isSubsetOf(directories);
    }

    private static Set<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("brownout"))
                .map(thread -> thread.getName() + " " + thread.getId())
                .collect(Collectors.toSet());
    }

    private static Set<String> directories() throws IOException {
        try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("brownout-"))
                    .collect(Collectors.toSet());
        }
    }
}
