package dev.brownout.examples.exchange.system;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The processes of the exchange know nothing about chaos, and each knows only what it needs. */
class ArrowsTests {
    private static final String ROOT = "dev.brownout.examples.exchange.";

    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.brownout.examples.exchange");

    @Test
    void processesKnowNoChaos() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        ROOT + "account",
                        ROOT + "config",
                        ROOT + "edge",
                        ROOT + "engine",
                        ROOT + "gateway",
                        ROOT + "http",
                        ROOT + "ledger",
                        ROOT + "market",
                        ROOT + "session")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.brownout.api..", "dev.brownout.faults..", "dev.brownout.scenarios..", ROOT + "postgres")
                .check(classes);
    }

    @Test
    void processesDoNotReachIntoEachOther() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + "edge")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        ROOT + "gateway", ROOT + "engine", ROOT + "ledger", ROOT + "account", ROOT + "session")
                .check(classes);
        noClasses()
                .that()
                .resideInAPackage(ROOT + "gateway")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ROOT + "edge", ROOT + "engine")
                .check(classes);
        noClasses()
                .that()
                .resideInAnyPackage(ROOT + "market", ROOT + "ledger", ROOT + "session")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ROOT + "edge", ROOT + "engine", ROOT + "gateway")
                .check(classes);
    }
}
