package dev.brownout.examples.exchange.containers;

import dev.brownout.api.BrownoutException;
import dev.brownout.examples.exchange.engine.EngineMain;
import dev.brownout.faults.container.Command;
import dev.brownout.faults.container.Docker;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The image of every Java process of the exchange: {@code brownout/jre} with this JVM's own classes of the exchange, packed or
 * not. A container of it takes a main class and then {@code key=value} settings; it serves on port 8080 of all addresses, writes
 * {@code READY 8080} to standard output and its log to standard error, may write below {@code /exchange/data} only, and ends
 * on SIGTERM. It is made once for each content.
 */
public final class ExchangeImage {
    /** The image's name without its tag. */
    public static final String REPOSITORY = "brownout/exchange";

    /** On every image of ours, with the digest of what is in it. */
    public static final String LABEL = "dev.brownout.exchange";

    private static final String BASE = "brownout/jre";
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private ExchangeImage() {}

    /** Make the image if it is not there, and print its name. */
    public static void main(String[] arguments) {
        System.out.println(ensure(new Docker(Map.of())));
    }

    /**
     * Make the image if it is not there: some 8 s then, else less than half a second. Images of other contents that are older than a day and
     * have no container are removed when one is made.
     *
     * @param docker where to
     * @return its name with the tag
     * @throws BrownoutException if Docker, or the image that it stands on, is not there, or this JVM's class path lacks a library
     */
    public static String ensure(Docker docker) {
        try {
            var classPath = ClassPath.of(ownClasses(), System.getProperty("java.class.path"));
            var base = base(docker, BASE);
            var context = Files.createTempDirectory("brownout-exchange-image");
            try {
                classPath.copyTo(context);
                Files.writeString(context.resolve("Dockerfile"), resource("Dockerfile"));
                Files.writeString(
                        context.resolve("java.args"), resource("java.args") + "-cp\n" + classPath.inImage() + "\n");
                var digest = digest(context, base);
                var tag = REPOSITORY + ":" + digest;
                if (!docker.hasImage(tag)) {
                    build(docker, tag, digest, context);
                }
                return tag;
            } finally {
                delete(context);
            }
        } catch (IOException e) {
            throw new BrownoutException("image " + REPOSITORY + " must be made, but was not: " + e.getMessage(), e);
        }
    }

    private static Path ownClasses() {
        try {
            return Path.of(EngineMain.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("a code source on the class path is a file", e);
        }
    }

    /** Give the id of the image below. */
    static String base(Docker docker, String image) throws IOException {
        var inspected = docker.quick("image", "inspect", "--format", "{{.Id}}", image);
        if (inspected.ok()) {
            return inspected.output().strip();
        }
        var state = docker.state();
        if (!state.usable()) {
            throw new BrownoutException("Docker must answer, but is " + state.words() + "; " + state.next());
        }
        throw new BrownoutException(
                "image " + image + " must be there, but was not; say ./brownout images build --only jre");
    }

    private static String resource(String name) throws IOException {
        try (var in = ExchangeImage.class.getResourceAsStream("/dev/brownout/examples/exchange/containers/" + name)) {
            if (in == null) {
                throw new IOException("resource " + name + " must be on the class path, but was absent");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void build(Docker docker, String tag, String digest, Path context) throws IOException {
        var ended = docker.command(List.of(
                        "build", "--force-rm", "--label", LABEL + "=" + digest, "--tag", tag, context.toString()))
                .run(LIMIT);
        if (!ended.ok()) {
            throw new BrownoutException("image " + tag + " must be built, but docker build ended with " + ended.code()
                    + ": " + ended.errors());
        }
        // what older checkouts have left; an image with a container stays, and one of another's run is not a day old
        Command.Ended unused = docker.command(List.of(
                        "image", "prune", "--all", "--force", "--filter", "label=" + LABEL, "--filter", "until=24h"))
                .run(LIMIT);
    }

    /** Of every file's name and content and of the image below; not of the jars' times. */
    private static String digest(Path context, String base) throws IOException {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(base.getBytes(StandardCharsets.UTF_8));
            List<Path> files;
            try (Stream<Path> walk = Files.walk(context)) {
                files = walk.filter(Files::isRegularFile).sorted().toList();
            }
            for (var file : files) {
                digest.update(("\0" + context.relativize(file) + "\0" + Files.size(file) + "\0")
                        .getBytes(StandardCharsets.UTF_8));
                try (var in = new DigestInputStream(Files.newInputStream(file), digest)) {
                    in.transferTo(java.io.OutputStream.nullOutputStream());
                }
            }
            return HexFormat.of().formatHex(digest.digest(), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 must be in every JDK", e);
        }
    }

    private static void delete(Path directory) throws IOException {
        List<Path> all;
        try (Stream<Path> walk = Files.walk(directory)) {
            all = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (var path : all) {
            Files.delete(path);
        }
    }
}
