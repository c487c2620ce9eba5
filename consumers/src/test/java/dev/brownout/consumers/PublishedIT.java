package dev.brownout.consumers;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;

/** What is in the jars and POMs that users get. */
class PublishedIT {
    /** Other people's packages. Whoever refers to one would meet the user's version of it. */
    private static final String[] RENAMED = {
        "com.fasterxml.jackson.annotation..",
        "com.flipkart..",
        "com.github.benmanes..",
        "com.google.gson..",
        "eu.rekawek..",
        "io.netty..",
        "org.apache.commons.collections4..",
        "org.bouncycastle..",
        "org.snakeyaml..",
        "org.xbill..",
        "tools.jackson.."
    };

    private static final Pattern BUNDLED = Pattern.compile(
            ".*/dev/brownout/faults/(bouncycastle|caffeine|collections|dnsjava|gson|jackson|netty|snakeyaml|toxiproxy|zjsonpatch)/.*");

    static List<Path> jars() throws IOException {
        return installed(".jar");
    }

    static List<Path> poms() throws IOException {
        return installed(".pom");
    }

    private static List<Path> installed(String ending) throws IOException {
        try (var files = Files.walk(Build.repository().resolve("dev/brownout"))) {
            return files.filter(f -> f.toString().endsWith(ending))
                    // the parent, which nobody needs, and this project, which Maven installs with the rest
                    .filter(f -> !f.toString().matches(".*/dev/brownout/(brownout|consumers)/.*"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void should_name_each_jar_as_a_module_of_its_own() throws IOException {
        var names = new TreeSet<String>();
        for (var jar : jars()) {
            try (var file = new JarFile(jar.toFile())) {
                var name = file.getManifest().getMainAttributes().getValue("Automatic-Module-Name");
                assertThat(name).as(jar.toString()).startsWith("dev.brownout.");
                assertThat(names.add(name)).as(name + " is taken twice").isTrue();
            }
        }
        assertThat(names)
                .containsExactly(
                        "dev.brownout.agent",
                        "dev.brownout.api",
                        "dev.brownout.cli",
                        "dev.brownout.faults",
                        "dev.brownout.junit",
                        "dev.brownout.scenarios");
    }

    @ParameterizedTest
    @MethodSource("jars")
    void should_bring_only_packages_and_services_of_ours(Path jar) throws IOException {
        try (var file = new JarFile(jar.toFile())) {
            assertThat(file.stream().filter(e -> !e.isDirectory()).map(JarEntry::getName))
                    .allMatch(PublishedIT::isOurs);
        }
    }

    /** Nothing that the user's libraries, or the JDK, would take for theirs. */
    private static boolean isOurs(String entry) {
        return entry.startsWith("dev/brownout/")
                || entry.startsWith("META-INF/services/dev.brownout.")
                || entry.startsWith("META-INF/maven/")
                || entry.matches("META-INF/(MANIFEST\\.MF|(licenses/.*)|[A-Za-z-]*(LICENSE|NOTICE))");
    }

    @ParameterizedTest
    @MethodSource("jars")
    void should_refer_to_no_library_that_was_renamed(Path jar) throws IOException {
        try (var file = new JarFile(jar.toFile())) {
            var ours = new ClassFileImporter()
                    .withImportOption(location -> !location.matches(BUNDLED))
                    .importJar(file);
            assertThat(ours).isNotEmpty();
            noClasses()
                    .that()
                    // the adapters for clients are for the user's own Netty
                    .resideOutsideOfPackage("dev.brownout.junit.dns..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(RENAMED)
                    .check(ours);
        }
    }

    @Test
    void should_carry_the_licences_of_what_is_bundled() throws IOException {
        var faults = jars().stream()
                .filter(jar -> jar.toString().contains("chaos-faults"))
                .findFirst()
                .orElseThrow();
        try (var file = new JarFile(faults.toFile())) {
            assertThat(Stream.of(
                            "META-INF/LICENSE",
                            "META-INF/NOTICE",
                            "META-INF/licenses/README.md",
                            "META-INF/licenses/bouncycastle.txt",
                            "META-INF/licenses/dnsjava.txt",
                            "META-INF/FastDoubleParser-LICENSE"))
                    .allMatch(name -> file.getEntry(name) != null);
        }
    }

    @ParameterizedTest
    @MethodSource("poms")
    void should_publish_poms_that_stand_alone(Path pom) throws IOException {
        // the BOM's own version, which is known wherever it is read
        assertThat(Files.readString(pom).replace("${project.version}", Build.given("consumers.version")))
                .doesNotContain("${", "<parent>", "<build>", "<profile>", "<scope>test</scope>")
                .contains("<version>" + Build.given("consumers.version") + "</version>", "<license>");
    }

    @ParameterizedTest
    @MethodSource("poms")
    void should_bring_no_library_that_was_renamed(Path pom) throws IOException {
        var brought = new ArrayList<String>();
        var dependencies = Build.xml(pom).getElementsByTagName("dependency");
        for (int i = 0; i < dependencies.getLength(); i++) {
            var dependency = (Element) dependencies.item(i);
            if (!text(dependency, "scope").equals("provided")) {
                brought.add(text(dependency, "groupId"));
            }
        }
        assertThat(brought)
                .isSubsetOf(
                        "dev.brownout",
                        "net.java.dev.jna",
                        "org.jspecify",
                        "org.slf4j",
                        // of the command line
                        "ch.qos.logback",
                        "info.picocli");
    }

    private static String text(Element parent, String name) {
        var found = parent.getElementsByTagName(name);
        return found.getLength() == 0 ? "" : found.item(0).getTextContent();
    }

    @Test
    void should_list_each_jar_in_the_bom() throws IOException {
        var bom = poms().stream()
                .filter(pom -> pom.toString().contains("chaos-bom"))
                .findFirst()
                .orElseThrow();
        assertThat(Files.readString(bom))
                .contains(jars().stream()
                        .map(jar -> "<artifactId>" + jar.getParent().getParent().getFileName() + "</artifactId>")
                        .toArray(String[]::new));
    }
}
