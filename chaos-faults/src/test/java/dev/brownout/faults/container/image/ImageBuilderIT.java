package dev.brownout.faults.container.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.brownout.faults.container.Docker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Images made by the real tools. None that somebody uses is made anew here. */
@Timeout(600)
class ImageBuilderIT {
    private static final Docker DOCKER = new Docker(Map.of());
    private static final String FOREIGN = "brownout-test/foreign";

    @BeforeAll
    static void tools() {
        var state = DOCKER.state();
        boolean there = state.usable()
                && Docker.find("mmdebstrap").isPresent()
                && Docker.find("go").isPresent();
        if (!there && "true".equals(System.getenv("CI"))) {
            throw new AssertionError("in CI there must be Docker, mmdebstrap and go, but Docker is " + state.words());
        }
        assumeTrue(there, "Docker, mmdebstrap and go must be there; Docker is " + state.words() + "; " + state.next());
    }

    @Test
    void should_make_an_image_once_and_name_it_as_others_ask_for_it() {
        var builder = new ImageBuilder(DOCKER, ImageBook.ofThisMachine());
        assertThat(builder.build(List.of("toxiproxy"), false, p -> {}))
                .singleElement()
                .satisfies(r -> assertThat(r.problem()).isEmpty());
        assertThat(builder.build(List.of("toxiproxy"), false, p -> {}))
                .singleElement()
                .satisfies(r -> assertThat(r.made()).isFalse());
        assertThat(builder.status())
                .filteredOn(s -> s.name().equals("toxiproxy"))
                .singleElement()
                .satisfies(s -> {
                    assertThat(s.state()).isEqualTo(ImageStatus.State.PRESENT);
                    assertThat(s.tags())
                            .contains(
                                    "brownout/toxiproxy:latest",
                                    "ghcr.io/shopify/toxiproxy:2.12.0",
                                    "shopify/toxiproxy:2.12.0");
                    assertThat(s.bytes()).isBetween(5_000_000L, 40_000_000L);
                });
    }

    @Test
    void should_say_what_keeps_packages_from_installing_and_what_stands_on_it() {
        // nobody listens there
        var nowhere = new AptSources("bookworm", List.of("deb [trusted=yes] http://127.0.0.1:1/debian bookworm main"));
        var results =
                new ImageBuilder(DOCKER, new ImageBook(nowhere, List.of())).build(List.of("redis"), false, p -> {});
        assertThat(results).hasSize(2);
        assertThat(results.get(0).problem().orElse(""))
                .startsWith("its packages must install, but apt says: ")
                .contains("127.0.0.1")
                .endsWith("see that apt-get update works on this machine");
        assertThat(results.get(1).problem()).contains("its base could not be made");
        assertThat(results).noneMatch(ImageResult::made);
    }

    @Test
    void should_leave_a_name_to_whom_it_belongs(@TempDir Path directory) throws IOException {
        var builder = new ImageBuilder(DOCKER, ImageBook.ofThisMachine());
        builder.build(List.of("toxiproxy"), false, p -> {});
        var empty = Files.write(directory.resolve("empty.tar"), new byte[1024]); // tar(5): two blocks of zeros end it
        DOCKER.quick("import", empty.toString(), FOREIGN + ":1");
        try {
            var recipe = new ImageRecipe(
                    "toxiproxy", "", Optional.empty(), List.of(), Optional.empty(), List.of(FOREIGN), List.of("1.5"));
            var named = new ImageShelf(DOCKER, ImageBook.ofThisMachine()).name(recipe);
            assertThat(named.tags()).containsExactly(FOREIGN + ":1.5");
            assertThat(named.notes()).containsExactly(FOREIGN + ":1 is an image that is not ours, and stays");
        } finally {
            DOCKER.quick("image", "rm", FOREIGN + ":1", FOREIGN + ":1.5");
        }
    }
}
