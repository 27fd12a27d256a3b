package io.duebook.portal;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.vaadin.flow.component.dependency.CssImport;
import com.vaadin.flow.component.dependency.JavaScript;
import com.vaadin.flow.component.dependency.JsModule;
import com.vaadin.flow.component.dependency.NpmPackage;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import jakarta.annotation.security.PermitAll;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

/** What keeps the build free of Node, the packages in order, and every screen behind a rule. */
class ArchitectureTest {

    private static final JavaClasses PORTAL = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.duebook.portal");

    @Test
    void needsNoNode() {
        for (var annotation : new Class<?>[] {NpmPackage.class, JsModule.class, JavaScript.class, CssImport.class}) {
            noClasses()
                    .should()
                    .beAnnotatedWith(annotation.asSubclass(java.lang.annotation.Annotation.class))
                    .because("the precompiled bundle holds as long as nothing adds to it")
                    .check(PORTAL);
        }
        assertThat(Files.exists(Path.of("src", "main", "frontend"))).isFalse();
        assertThat(Files.exists(Path.of("frontend"))).isFalse();
        assertThat(Files.exists(Path.of("src", "main", "resources", "META-INF", "resources", "themes")))
                .isFalse();
    }

    @Test
    void hasNoCyclesBetweenPackages() {
        slices().matching("io.duebook.portal.(*)..").should().beFreeOfCycles().check(PORTAL);
    }

    @Test
    void keepsWordsAndInterfacesFreeOfScreens() {
        noClasses()
                .that()
                .resideInAPackage("..api..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.vaadin..")
                .check(PORTAL);
        noClasses()
                .that()
                .haveSimpleName("InvoiceDraft")
                .or()
                .haveSimpleName("EndingDraft")
                .or()
                .haveSimpleName("RefundDraft")
                .or()
                .haveSimpleName("DiscountDraft")
                .or()
                .haveSimpleName("InstalmentsDraft")
                .or()
                .haveSimpleName("RecurrenceDraft")
                .or()
                .haveSimpleName("RateDraft")
                .or()
                .haveSimpleName("RatesFile")
                .or()
                .haveSimpleName("ExchangeDraft")
                .or()
                .haveSimpleName("RealisedDraft")
                .or()
                .haveSimpleName("Carried")
                .or()
                .haveSimpleName("DueDay")
                .or()
                .haveSimpleName("DeductionDraft")
                .or()
                .haveSimpleName("Proposal")
                .or()
                .haveSimpleName("ImportMapping")
                .or()
                .haveSimpleName("CheckoutStage")
                .or()
                .haveSimpleName("Selection")
                .or()
                .haveSimpleName("Amounts")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.vaadin..")
                .check(PORTAL);
    }

    @Test
    void guardsEveryScreen() {
        classes()
                .that()
                .areAnnotatedWith(Route.class)
                .should()
                .beAnnotatedWith(PermitAll.class)
                .orShould()
                .beAnnotatedWith(AnonymousAllowed.class)
                .check(PORTAL);
    }

    @Test
    void takesTheDayFromTheBooks() {
        noClasses()
                .should()
                .callMethod(LocalDate.class, "now")
                .orShould()
                .callMethod(LocalDate.class, "now", ZoneId.class)
                .orShould()
                .callMethod(LocalDate.class, "now", Clock.class)
                .because("an installation may run at a time of its own, and only the API knows it")
                .check(PORTAL);
    }

    @Test
    void neverCountsMoneyInFloatingPoint() {
        noClasses()
                .should()
                .callMethodWhere(com.tngtech.archunit.core.domain.JavaCall.Predicates.target(
                        com.tngtech.archunit.core.domain.properties.HasName.Predicates.name("doubleValue")))
                .orShould()
                .callMethod(java.math.BigDecimal.class, "valueOf", double.class)
                .check(PORTAL);
    }
}
