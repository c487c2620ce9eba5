package dev.brownout.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The arrows of DESIGN §3: cli → scenarios → faults → api, and the straight line inside scenarios. */
class ArchitectureTests {
    /** Libraries that lie in the jar of chaos-faults under names of ours. */
    private static final Pattern BUNDLED = Pattern.compile(
            ".*/dev/brownout/faults/(bouncycastle|caffeine|collections|dnsjava|gson|jackson|netty|snakeyaml|toxiproxy|zjsonpatch)/.*");

    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.matches(BUNDLED))
            .importPackages("dev.brownout");

    @Test
    void modulesDependInwardOnly() {
        layeredArchitecture()
                .consideringOnlyDependenciesInAnyPackage("dev.brownout..")
                .withOptionalLayers(true)
                .layer("api")
                .definedBy("dev.brownout.api..")
                .layer("agent")
                .definedBy("dev.brownout.agent..")
                .layer("faults")
                .definedBy("dev.brownout.faults..")
                .layer("scenarios")
                .definedBy("dev.brownout.scenarios..")
                .layer("cli")
                .definedBy("dev.brownout.cli..")
                .whereLayer("cli")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("scenarios")
                .mayOnlyBeAccessedByLayers("cli")
                .whereLayer("faults")
                .mayOnlyBeAccessedByLayers("scenarios", "cli")
                .whereLayer("agent")
                .mayOnlyBeAccessedByLayers("faults")
                .check(OURS);
    }

    @Test
    void theApiKnowsNobody() {
        classes()
                .that()
                .resideInAPackage("dev.brownout.api..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("dev.brownout.api..", "java..", "org.jspecify.annotations..")
                .check(OURS);
    }

    @Test
    void judgingAndReportingKnowNoClockNoNetworkAndNoPlay() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "dev.brownout.scenarios.judge..",
                        "dev.brownout.scenarios.checker..",
                        "dev.brownout.scenarios.report..",
                        "dev.brownout.scenarios.plan..",
                        "dev.brownout.scenarios.format..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.brownout.scenarios.play..", "java.net.http..")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(java.time.Instant.class, "now")
                .check(OURS);
    }

    @Test
    void planesDoNotKnowEachOther() {
        slices().matching("dev.brownout.faults.(dns|tcp|process)..")
                .should()
                .notDependOnEachOther()
                .check(OURS);
    }

    @Test
    void theStepsOfScenariosGoOneWay() {
        slices().matching("dev.brownout.scenarios.(*)..")
                .should()
                .beFreeOfCycles()
                .check(OURS);
    }

    @Test
    void whatSitsInFrontOnALinkDoesNotKnowWhatSitsBehind() {
        // victim → tcp → http → target: http may ask tcp for the way, never the other way round
        noClasses()
                .that()
                .resideInAPackage("dev.brownout.faults.tcp..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.brownout.faults.http..")
                .check(OURS);
    }

    @Test
    void onlyThePlanesTouchNetty() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.brownout.faults..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.netty..")
                .check(OURS);
    }

    @Test
    void whoseJarsAreNotRenamedNamesNoLibraryThatIs() {
        // published chaos-faults and chaos-scenarios know Jackson under another name: docs/decisions/class-paths.md
        noClasses()
                .that()
                .resideInAnyPackage("dev.brownout.api..", "dev.brownout.junit..", "dev.brownout.cli..")
                .should()
                .accessClassesThat()
                .resideInAnyPackage("com.fasterxml..", "tools.jackson..", "org.xbill..", "eu.rekawek..")
                .check(OURS);
    }
}
