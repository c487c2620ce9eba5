package dev.brownout.faults.container.image;

import dev.brownout.api.BrownoutException;
import dev.brownout.faults.container.Command;
import dev.brownout.faults.container.Docker;
import dev.brownout.faults.container.image.ImageStatus.State;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Makes images, those that are not up to date, as many at a time as there are processors and one more, as packages are waited
 * for. An image is up to date when its label tells the digest of what it would be made of now. Thread safe.
 */
public final class ImageBuilder {
    private static final Duration LONGEST = Duration.ofMinutes(15);

    private final Docker docker;
    private final ImageBook book;
    private final ImageShelf shelf;

    /**
     * Create a builder.
     *
     * @param docker where to
     * @param book what of
     */
    public ImageBuilder(Docker docker, ImageBook book) {
        this.docker = docker;
        this.book = book;
        this.shelf = new ImageShelf(docker, book);
    }

    /**
     * Tell what Docker has of each image. Takes some 50 ms.
     *
     * @return one line an image, bases first
     * @throws BrownoutException if Docker does not answer
     */
    public List<ImageStatus> status() {
        return shelf.status(book.select(List.of()));
    }

    /**
     * Make what is missing or outdated.
     *
     * @param only which images, with the bases that they stand on; all if empty
     * @param fresh make them anew even if they are up to date, with the packages of today
     * @param progress told what is begun, by several threads
     * @return what became of each, bases first; what keeps one from being made is in its result
     * @throws BrownoutException if there is no image of such a name, or Docker does not answer
     */
    public List<ImageResult> build(Collection<String> only, boolean fresh, Consumer<Progress> progress) {
        var recipes = book.select(only);
        Map<String, ImageStatus> before = new HashMap<>();
        shelf.status(recipes).forEach(s -> before.put(s.name(), s));
        var pool = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors() + 1, task -> {
            var thread = new Thread(task, "brownout-images");
            thread.setDaemon(true);
            return thread;
        });
        try {
            Map<String, CompletableFuture<ImageResult>> results = new LinkedHashMap<>();
            for (var recipe : recipes) {
                var status = Objects.requireNonNull(before.get(recipe.name()));
                boolean current = status.state() == State.PRESENT && !fresh;
                results.put(
                        recipe.name(),
                        current
                                ? CompletableFuture.completedFuture(kept(recipe, status))
                                : made(recipe, fresh, results, pool, progress));
            }
            var all = results.values().stream().map(CompletableFuture::join).toList();
            if (all.stream().anyMatch(ImageResult::made)) {
                shelf.forgetOutdated();
            }
            return all;
        } finally {
            pool.shutdownNow();
        }
    }

    private ImageResult kept(ImageRecipe recipe, ImageStatus status) {
        boolean named = recipe.names().isEmpty()
                || recipe.names().stream()
                        .anyMatch(name -> status.tags().stream().anyMatch(t -> t.startsWith(name + ":")));
        var notes = named ? ImageShelf.Named.NONE : shelf.name(recipe);
        return new ImageResult(recipe.name(), false, 0, notes.tags(), notes.notes(), Optional.empty());
    }

    /** Its ingredient is made at once; the image itself when its base is there. */
    private CompletableFuture<ImageResult> made(
            ImageRecipe recipe,
            boolean fresh,
            Map<String, CompletableFuture<ImageResult>> others,
            Executor pool,
            Consumer<Progress> progress) {
        var context = CompletableFuture.supplyAsync(() -> context(recipe, progress), pool);
        var base = recipe.base()
                .map(b -> Objects.requireNonNull(others.get(b)).thenApply(ImageResult::problem))
                .orElseGet(() -> CompletableFuture.completedFuture(Optional.empty()));
        return context.thenCombineAsync(
                base,
                (made, broken) -> {
                    try (made) {
                        if (broken.isPresent()) {
                            return ImageResult.failed(recipe.name(), made.millis(), "its base could not be made");
                        }
                        if (made.problem().isPresent()) {
                            return ImageResult.failed(
                                    recipe.name(), made.millis(), made.problem().get());
                        }
                        progress.accept(new Progress(recipe.name(), "building"));
                        return build(recipe, made, fresh);
                    }
                },
                pool);
    }

    private BuildContext context(ImageRecipe recipe, Consumer<Progress> progress) {
        recipe.ingredient()
                .ifPresent(i ->
                        progress.accept(new Progress(recipe.name(), "making what goes into it, with " + i.program())));
        return BuildContext.of(recipe);
    }

    private ImageResult build(ImageRecipe recipe, BuildContext context, boolean fresh) {
        long began = System.nanoTime();
        try {
            var place = context.directory().toString();
            var ended = docker.command(BuildContext.words(recipe, book.digest(recipe), fresh, place))
                    .run(LONGEST);
            if (!ended.ok()) {
                return ImageResult.failed(
                        recipe.name(), context.millis() + millis(began), Trouble.words(recipe.name(), ended));
            }
            var named = shelf.name(recipe);
            long took = context.millis() + millis(began);
            return new ImageResult(recipe.name(), true, took, named.tags(), named.notes(), Optional.empty());
        } catch (IOException | BrownoutException e) {
            var said = new Command.Ended(1, "", String.valueOf(e.getMessage()));
            return ImageResult.failed(
                    recipe.name(), context.millis() + millis(began), Trouble.words(recipe.name(), said));
        }
    }

    /**
     * Tell what {@link #build} would do, without doing it.
     *
     * @param only which images; all if empty
     * @param fresh as if they were not up to date
     * @return the commands and Dockerfiles of those that would be made, line by line
     */
    public List<String> explain(Collection<String> only, boolean fresh) {
        var recipes = book.select(only);
        var lines = new ArrayList<String>();
        for (var status : shelf.status(recipes)) {
            var recipe = book.recipe(status.name());
            if (status.state() == State.PRESENT && !fresh) {
                lines.add("# " + recipe.name() + " is up to date");
                continue;
            }
            lines.add("# " + recipe.name() + ": " + recipe.summary());
            recipe.ingredient().ifPresent(i -> lines.add("CONTEXT$ " + i.shown()));
            lines.add("$ docker "
                    + String.join(" ", BuildContext.words(recipe, book.digest(recipe), fresh, "CONTEXT"))
                    + (recipe.files().isEmpty() ? "" : "  # with " + String.join(", ", recipe.files())));
            recipe.dockerfile().lines().forEach(l -> lines.add("    " + l));
        }
        return lines;
    }

    static long millis(long began) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
    }
}
