package dev.brownout.faults.container.image;

import dev.brownout.faults.container.Command;
import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The three things that are made on this machine: a root file system, a Java run-time and a Toxiproxy server. */
final class Ingredients {
    /** The release that Testcontainers' module and our own wire protocol are made for. */
    static final String TOXIPROXY = "2.12.0";

    private static final long ENOUGH_MEMORY = 2L << 30;

    /** Tools for people, which no service needs. */
    private static final Pattern TOOLS = Pattern.compile(
            "jdk\\.(compiler|javadoc|jshell|jlink|jpackage|jdeps|jconsole"
                    + "|hotspot\\.agent|internal\\.vm\\.compiler.*|graal\\..*|jartool|editpad|internal\\.(le|ed|opt)|jdi|dynalink)");

    private Ingredients() {}

    /**
     * The smallest Debian that still has apt. Documentation goes by a hook, as dpkg's path-exclude would double the time.
     *
     * @param apt settings of apt that the image needs too, such as a proxy
     */
    static Ingredient rootFileSystem(AptSources sources, List<String> apt) {
        var words = new ArrayList<>(List.of(
                "mmdebstrap",
                "--variant=apt",
                "--aptopt=Acquire::Languages \"none\"",
                "--aptopt=APT::Install-Recommends \"false\"",
                "--aptopt=Acquire::Retries \"3\"",
                "--dpkgopt=force-unsafe-io"));
        apt.forEach(setting -> words.add("--aptopt=" + setting));
        if (sources.tls()) {
            words.add("--include=ca-certificates");
        }
        words.add("--customize-hook=cd \"$1\"/usr/share && rm -rf man/* doc/* locale/* info/* lintian/*");
        words.addAll(List.of(sources.suite(), "base.tar", "-"));
        return new Ingredient(
                "mmdebstrap",
                "apt-get install mmdebstrap",
                words,
                inMemory(),
                sources.text(),
                System.getProperty("os.arch", ""),
                Duration.ofMinutes(10));
    }

    /** Unpacking a thousand small files is three times as fast in memory. */
    private static Map<String, String> inMemory() {
        var memory = Path.of("/dev/shm");
        try {
            return Files.isWritable(memory) && Files.getFileStore(memory).getUsableSpace() >= ENOUGH_MEMORY
                    ? Map.of("TMPDIR", memory.toString())
                    : Map.of();
        } catch (IOException e) {
            return Map.of();
        }
    }

    /** The JDK that runs this, without its tools. */
    static Ingredient runtime() {
        var modules = ModuleFinder.ofSystem().findAll().stream()
                .map(m -> m.descriptor().name())
                .filter(m -> !TOOLS.matcher(m).matches())
                .sorted()
                .collect(Collectors.joining(","));
        var jlink = Path.of(System.getProperty("java.home"), "bin", "jlink").toString();
        return new Ingredient(
                jlink,
                "a JDK, not only a run-time: set JAVA_HOME to one",
                List.of(jlink, "--add-modules", modules, "--no-header-files", "--no-man-pages", "--output", "java"),
                Map.of(),
                "",
                Runtime.version() + " " + System.getProperty("java.vendor", ""),
                Duration.ofMinutes(5));
    }

    /** Built as its own release is (its .goreleaser.yml), so that it tells its version. */
    static Ingredient toxiproxy() {
        var version = "github.com/Shopify/toxiproxy/v2.Version=" + TOXIPROXY;
        return new Ingredient(
                "go",
                "Go 1.22 or newer",
                List.of(
                        "go",
                        "install",
                        "-trimpath",
                        "-ldflags",
                        "-s -w -X " + version,
                        "github.com/Shopify/toxiproxy/v2/cmd/server@v" + TOXIPROXY),
                Map.of("GOBIN", ".", "CGO_ENABLED", "0"),
                "",
                System.getProperty("os.arch", ""),
                Duration.ofMinutes(10));
    }

    /** What apt is told on this machine of proxies, which it needs in an image as well. */
    static List<String> aptProxies() {
        try {
            return Command.of("apt-config", "dump")
                    .run(Duration.ofSeconds(10))
                    .output()
                    .lines()
                    .filter(l -> l.startsWith("Acquire::http::Proxy ") || l.startsWith("Acquire::https::Proxy "))
                    .map(l -> l.replaceAll(";\\s*$", ""))
                    .toList();
        } catch (IOException e) {
            return List.of(); // no apt: told when the sources are read
        }
    }
}
