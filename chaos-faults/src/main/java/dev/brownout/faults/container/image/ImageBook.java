package dev.brownout.faults.container.image;

import dev.brownout.api.BrownoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every image that can be made, bases first. Immutable. */
public final class ImageBook {
    /** Changes when what this code does with the same inputs changes. */
    private static final String EDITION = "1";

    private final Map<String, ImageRecipe> recipes = new LinkedHashMap<>();
    private final Map<String, String> digests = new LinkedHashMap<>();

    ImageBook(AptSources sources, List<String> proxies) {
        add(
                "base",
                "Debian or Ubuntu, as this machine, as small as can be",
                "",
                List.of(),
                List.of(),
                List.of(),
                Optional.of(Ingredients.rootFileSystem(sources, proxies)));
        add(
                "postgres",
                "PostgreSQL",
                "base",
                List.of("entrypoint.sh"),
                List.of("postgres"),
                installed("postgresql"),
                Optional.empty());
        add(
                "toxiproxy",
                "Toxiproxy " + Ingredients.TOXIPROXY,
                "",
                List.of(),
                List.of("ghcr.io/shopify/toxiproxy", "shopify/toxiproxy"),
                List.of(Ingredients.TOXIPROXY),
                Optional.of(Ingredients.toxiproxy()));
        add(
                "jre",
                "Java " + Runtime.version().feature() + ", the JDK that runs this, without its tools",
                "base",
                List.of(),
                List.of(),
                List.of(),
                Optional.of(Ingredients.runtime()));
        add(
                "nginx",
                "nginx",
                "base",
                List.of("default.conf", "index.html", "50x.html"),
                List.of("nginx"),
                installed("nginx"),
                Optional.empty());
        add(
                "redis",
                "Redis",
                "base",
                List.of("entrypoint.sh"),
                List.of("redis"),
                installed("redis-server"),
                Optional.empty());
        add(
                "nettools",
                "ip, ss, tc, iptables, nft and conntrack, for faults in a container's network",
                "base",
                List.of(),
                List.of(),
                List.of(),
                Optional.empty());
    }

    /**
     * Read what this machine makes images from.
     *
     * @return the recipes
     * @throws BrownoutException if this is neither Debian nor Ubuntu, or apt has no sources
     */
    public static ImageBook ofThisMachine() {
        return new ImageBook(AptSources.of(Path.of("/etc")), Ingredients.aptProxies());
    }

    /**
     * Name the images.
     *
     * @return their words, bases first
     */
    public static List<String> names() {
        return List.of("base", "postgres", "toxiproxy", "jre", "nginx", "redis", "nettools");
    }

    /** The recipes of {@code wanted}, all of them if it is empty, with those that they stand on. */
    List<ImageRecipe> select(Collection<String> wanted) {
        var all = new LinkedHashSet<String>();
        for (var name : wanted.isEmpty() ? recipes.keySet() : wanted) {
            recipe(name).base().ifPresent(all::add);
            all.add(name);
        }
        return recipes.values().stream().filter(r -> all.contains(r.name())).toList();
    }

    ImageRecipe recipe(String name) {
        return Optional.ofNullable(recipes.get(name))
                .orElseThrow(() -> new BrownoutException(
                        "image must be one of " + String.join(", ", names()) + ", but was \"" + name + "\""));
    }

    /** The digest of everything that decides what is in an image; not of the packages' versions of the day. */
    String digest(ImageRecipe recipe) {
        return digests.getOrDefault(recipe.name(), "");
    }

    private void add(
            String name,
            String summary,
            String base,
            List<String> files,
            List<String> names,
            List<String> version,
            Optional<Ingredient> ingredient) {
        var recipe = new ImageRecipe(
                name, summary, Optional.of(base).filter(b -> !b.isEmpty()), files, ingredient, names, version);
        recipes.put(name, recipe);
        var parts = new ArrayList<>(List.of(EDITION, name, recipe.dockerfile(), digests.getOrDefault(base, "")));
        files.forEach(f -> parts.add(f + "\n" + recipe.text(f)));
        ingredient.ifPresent(i -> parts.add(i.all()));
        digests.put(name, sha256(String.join("\0", parts)));
    }

    private static List<String> installed(String dpkg) {
        return List.of("dpkg-query", "--show", "--showformat=${Version}", dpkg);
    }

    private static String sha256(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
