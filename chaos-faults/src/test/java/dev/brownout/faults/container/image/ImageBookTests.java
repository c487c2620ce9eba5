package dev.brownout.faults.container.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brownout.api.BrownoutException;
import dev.brownout.faults.container.Command;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which images there are, and what decides that one must be made anew. */
class ImageBookTests {
    private static final AptSources SOURCES =
            new AptSources("bookworm", List.of("deb http://mirror.example/debian bookworm main"));

    private static ImageBook book(AptSources sources, String... proxies) {
        return new ImageBook(sources, List.of(proxies));
    }

    private static List<String> names(ImageBook book, String... wanted) {
        return book.select(List.of(wanted)).stream().map(ImageRecipe::name).toList();
    }

    @Test
    void should_name_what_can_be_made_with_bases_first() {
        assertThat(names(book(SOURCES))).isEqualTo(ImageBook.names()).startsWith("base");
        assertThat(names(book(SOURCES), "redis", "nginx")).containsExactly("base", "nginx", "redis");
        assertThat(names(book(SOURCES), "toxiproxy")).containsExactly("toxiproxy");
        assertThatThrownBy(() -> names(book(SOURCES), "mysql"))
                .isInstanceOf(BrownoutException.class)
                .hasMessage(
                        "image must be one of base, postgres, toxiproxy, jre, nginx, redis, nettools, but was \"mysql\"");
    }

    @Test
    void should_have_every_file_that_a_Dockerfile_copies() {
        for (var recipe : book(SOURCES).select(List.of())) {
            var made = recipe.ingredient()
                    .map(i -> Stream.of("base.tar", "java", "server"))
                    .orElseGet(Stream::of);
            var there = Stream.concat(recipe.files().stream(), made).toList();
            recipe.dockerfile()
                    .lines()
                    .filter(l -> l.startsWith("COPY ") || l.startsWith("ADD "))
                    .forEach(l -> {
                        var words = List.of(l.split(" ", -1));
                        assertThat(there).as(recipe.name()).containsAll(words.subList(1, words.size() - 1));
                    });
            recipe.files().forEach(f -> assertThat(recipe.text(f)).isNotBlank());
        }
    }

    @Test
    void should_make_anew_what_stands_on_something_that_changed() {
        var before = book(SOURCES);
        var after = book(new AptSources("bookworm", List.of("deb http://other.example/debian bookworm main")));
        for (var name : ImageBook.names()) {
            boolean same = before.digest(before.recipe(name)).equals(after.digest(after.recipe(name)));
            assertThat(same).as(name).isEqualTo(name.equals("toxiproxy"));
        }
        assertThat(book(SOURCES).digest(before.recipe("redis"))).isEqualTo(before.digest(before.recipe("redis")));
        var proxied = book(SOURCES, "Acquire::http::Proxy \"http://proxy.example:3128\"");
        assertThat(proxied.digest(proxied.recipe("base"))).isNotEqualTo(before.digest(before.recipe("base")));
    }

    @Test
    void should_name_an_image_as_others_do() {
        assertThat(ImageShelf.versions("5:7.0.15-1~deb12u5")).containsExactly("7", "7.0", "7.0.15");
        assertThat(ImageShelf.versions("15+248")).containsExactly("15");
        assertThat(ImageShelf.versions("2.12.0")).containsExactly("2", "2.12", "2.12.0");
        assertThat(ImageShelf.versions("")).isEmpty();
    }

    @Test
    void should_tell_what_keeps_an_image_from_being_made() {
        assertThat(Trouble.words("nginx", new Command.Ended(100, "Get:1 …", "E: Unable to locate package nginx")))
                .isEqualTo(
                        "its packages must install, but apt says: E: Unable to locate package nginx; see that apt-get"
                                + " update works on this machine, and in a container: docker run --rm brownout/base apt-get update");
        assertThat(Trouble.words("jre", new Command.Ended(1, "", "write /opt/java/lib: no space left on device")))
                .isEqualTo(
                        "there must be room for it, but a disk is full: write /opt/java/lib: no space left on device;"
                                + " docker system df tells what Docker holds, df -h what is left here");
        assertThat(Trouble.words("toxiproxy", new Command.Ended(1, "", "go: module lookup disabled")))
                .isEqualTo("it ended with 1:\n      go: module lookup disabled");
    }
}
