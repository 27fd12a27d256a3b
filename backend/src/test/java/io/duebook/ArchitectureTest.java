package io.duebook;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noCodeUnits;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.duebook.platform.Transactions;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.reactivestreams.Publisher;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The structure of the backend (decision 0001): who may import whom, and what nobody may do. */
@AnalyzeClasses(packages = "io.duebook", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    /** A package imports only packages of rows above its own; neighbours in a row never import each other. */
    private static final List<Set<String>> ROWS = List.of(
            Set.of("shared"),
            Set.of("platform"),
            Set.of("tenant"),
            Set.of("ledger"),
            Set.of("customer"),
            Set.of("item"),
            Set.of("document"),
            Set.of("message", "task"),
            Set.of("charge"),
            Set.of("invoice", "payment"),
            Set.of("statement"),
            Set.of("plan", "collection", "creditcontrol", "reconciliation"),
            Set.of("report", "search"),
            Set.of("importing", "exporting", "webhook", "audit"));

    /** Who proves the books must not believe what wrote them. */
    @ArchTest
    static final ArchRule theAuditorSharesNoCodeWithPosting = classes()
            .that()
            .resideInAPackage("io.duebook.audit..")
            .should()
            .onlyDependOnClassesThat(DescribedPredicate.describe(
                    "are of the platform, the ids, or not ours",
                    type -> Set.of("", "shared", "platform", "audit").contains(feature(type))));

    @ArchTest
    static final ArchRule importsOnlyRowsAbove = classes()
            .that()
            .resideInAPackage("io.duebook..")
            .should(new ArchCondition<>("import only rows above") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                    String from = feature(type);
                    type.getDirectDependenciesFromSelf().forEach(dependency -> {
                        String to = feature(dependency.getTargetClass());
                        if (!from.isEmpty() && !to.isEmpty() && !from.equals(to) && row(to) >= row(from)) {
                            events.add(SimpleConditionEvent.violated(type, dependency.getDescription()));
                        }
                    });
                }
            });

    @ArchTest
    static final ArchRule sharedKnowsOnlyTheJdk = classes()
            .that()
            .resideInAPackage("io.duebook.shared..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("io.duebook.shared..", "java..", "org.jspecify..");

    @ArchTest
    static final ArchRule stripeIsKnownInOnePlace = noClasses()
            .that()
            .resideOutsideOfPackage("io.duebook.payment.stripe..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.stripe..");

    @ArchTest
    static final ArchRule nobodyBlocks = noClasses()
            .should()
            .callMethodWhere(DescribedPredicate.describe(
                    "it blocks a thread",
                    call -> isReactive(call)
                            && Set.of(
                                            "block",
                                            "blockFirst",
                                            "blockLast",
                                            "blockOptional",
                                            "toIterable",
                                            "toStream",
                                            "toFuture")
                                    .contains(call.getName())));

    @ArchTest
    static final ArchRule onlyTheFrameworkSubscribes = noClasses()
            .that()
            .areNotAssignableTo(Transactions.class)
            .should()
            .callMethodWhere(DescribedPredicate.describe(
                    "it subscribes", call -> isReactive(call) && call.getName().equals("subscribe")));

    @ArchTest
    static final ArchRule timeIsAnArgument = noClasses()
            .should()
            .callMethodWhere(DescribedPredicate.describe(
                    "it asks the machine for the time",
                    call -> call.getTarget().getName().equals("now")
                            && call.getTargetOwner().getPackageName().equals("java.time")
                            && call.getTarget().getRawParameterTypes().stream()
                                    .noneMatch(type -> type.isEquivalentTo(Clock.class))))
            .orShould()
            .callMethod(System.class, "currentTimeMillis");

    @ArchTest
    static final ArchRule noFloatingPointInFields =
            noFields().should().haveRawType(double.class).orShould().haveRawType(float.class);

    @ArchTest
    static final ArchRule noFloatingPointInMethods =
            noCodeUnits().should().haveRawReturnType(double.class).orShould().haveRawReturnType(float.class);

    @ArchTest
    static final ArchRule controllersAreNobodysToCall =
            classes().that().areAnnotatedWith(RestController.class).should().bePackagePrivate();

    @org.junit.jupiter.api.Test
    void theModulesHaveNoCycles() {
        ApplicationModules modules = ApplicationModules.of(Duebook.class);

        assertThat(modules.stream()).isNotEmpty();
        modules.verify();
    }

    private static boolean isReactive(JavaAccess<?> call) {
        JavaClass owner = call.getTargetOwner();
        return owner.isAssignableTo(Mono.class)
                || owner.isAssignableTo(Flux.class)
                || owner.isEquivalentTo(Publisher.class);
    }

    /** The business word a class belongs to; empty for the application class and for what is not ours. */
    private static String feature(JavaClass type) {
        String name = type.getPackageName();
        return name.startsWith("io.duebook.") ? name.split("\\.")[2] : "";
    }

    private static int row(String feature) {
        for (int at = 0; at < ROWS.size(); at++) {
            if (ROWS.get(at).contains(feature)) {
                return at;
            }
        }
        throw new AssertionError("the package " + feature + " has no place in the graph: add it to ROWS");
    }
}
