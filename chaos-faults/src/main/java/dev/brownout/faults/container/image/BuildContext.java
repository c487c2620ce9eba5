package dev.brownout.faults.container.image;

import dev.brownout.faults.container.Command;
import dev.brownout.faults.container.Docker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A directory that an image is built from; gone when closed.
 *
 * @param directory it
 * @param millis how long it took to fill it
 * @param problem why what belongs in it could not be made
 */
record BuildContext(Path directory, long millis, Optional<String> problem) implements AutoCloseable {

    /** Fills a directory: the recipe's files, and its ingredient made in it. */
    static BuildContext of(ImageRecipe recipe) {
        long began = System.nanoTime();
        Path directory = null;
        try {
            directory = Files.createTempDirectory("brownout-image-");
            Files.writeString(directory.resolve("Dockerfile"), recipe.dockerfile());
            for (var name : recipe.files()) {
                var file = Files.writeString(directory.resolve(name), recipe.text(name));
                Files.setPosixFilePermissions(
                        file, PosixFilePermissions.fromString(name.endsWith(".sh") ? "rwxr-xr-x" : "rw-r--r--"));
            }
            var problem = recipe.ingredient().isPresent()
                    ? make(recipe.name(), recipe.ingredient().get(), directory)
                    : Optional.<String>empty();
            return new BuildContext(directory, ImageBuilder.millis(began), problem);
        } catch (IOException e) {
            var ended = new Command.Ended(1, "", String.valueOf(e.getMessage()));
            return new BuildContext(
                    directory == null ? Path.of("") : directory,
                    ImageBuilder.millis(began),
                    Optional.of(Trouble.words(recipe.name(), ended)));
        }
    }

    private static Optional<String> make(String image, Ingredient ingredient, Path directory) throws IOException {
        var tool = Path.of(ingredient.tool());
        if (tool.isAbsolute()
                ? !Files.isExecutable(tool)
                : Docker.find(ingredient.tool()).isEmpty()) {
            return Optional.of(ingredient.program() + " must be installed, but is not there; " + ingredient.install());
        }
        var ended = ingredient.command(directory).run(ingredient.limit());
        return ended.ok() ? Optional.empty() : Optional.of(Trouble.words(image, ended));
    }

    /** What stands behind {@code docker} to build an image. */
    static List<String> words(ImageRecipe recipe, String digest, boolean fresh, String directory) {
        var words = new ArrayList<>(
                List.of("build", "--force-rm", "--label", ImageShelf.LABEL + "=" + digest, "--tag", recipe.tag()));
        if (fresh) {
            words.add("--no-cache");
        }
        words.add(directory);
        return words;
    }

    @Override
    public void close() {
        if (directory.toString().isEmpty()) {
            return;
        }
        try {
            Files.walkFileTree(directory, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e) throws IOException {
                    Files.delete(directory);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
