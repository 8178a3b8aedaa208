package org.forthcoming;

import static com.tngtech.archunit.core.domain.properties.HasReturnType.Predicates.rawReturnType;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.have;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.util.Date;
import java.util.Set;
import org.forthcoming.inventory.Answer;
import org.forthcoming.inventory.Atomic;
import org.forthcoming.orders.Placement;
import org.springframework.stereotype.Service;

/** The floors of the house: imports point down, and each thing is said in its own words. */
@AnalyzeClasses(packages = "org.forthcoming", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule imports_point_down = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("calendar")
            .definedBy("org.forthcoming.calendar..")
            .layer("inventory")
            .definedBy("org.forthcoming.inventory..")
            .layer("offers")
            .definedBy("org.forthcoming.offers..")
            .layer("orders")
            .definedBy("org.forthcoming.orders..")
            .layer("communication")
            .definedBy("org.forthcoming.communication..")
            .layer("processes")
            .definedBy("org.forthcoming.processes..")
            .layer("storefront")
            .definedBy("org.forthcoming.storefront..")
            .layer("operations")
            .definedBy("org.forthcoming.operations..")
            .layer("api")
            .definedBy("org.forthcoming.api..")
            .layer("access")
            .definedBy("org.forthcoming.access..")
            .whereLayer("inventory")
            .mayOnlyAccessLayers("calendar")
            .whereLayer("offers")
            .mayOnlyAccessLayers("inventory", "calendar")
            .whereLayer("orders")
            .mayOnlyAccessLayers("offers", "inventory", "calendar")
            .whereLayer("communication")
            .mayOnlyAccessLayers("orders", "offers", "inventory", "calendar")
            .whereLayer("processes")
            .mayOnlyAccessLayers("communication", "orders", "offers", "inventory", "calendar")
            .whereLayer("calendar")
            .mayNotAccessAnyLayer()
            .whereLayer("processes")
            .mayOnlyBeAccessedByLayers("operations");

    @ArchTest
    static final ArchRule doors_do_not_use_each_other = slices().matching(
                    "org.forthcoming.(storefront|operations|api|access)")
            .should()
            .notDependOnEachOther();

    @ArchTest
    static final ArchRule only_processes_knows_the_engine = noClasses()
            .that()
            .resideOutsideOfPackage("org.forthcoming.processes..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.camunda..");

    @ArchTest
    static final ArchRule nobody_asks_the_system_for_the_time = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("org.forthcoming.calendar.ShopClock")
            .should()
            .callCodeUnitWhere(
                    DescribedPredicate.describe("asks the system for the time", ArchitectureTest::asksTheSystem));

    @ArchTest
    static final ArchRule what_somebody_asks_for_is_run_again_after_a_lost_race = methods()
            .that()
            .arePublic()
            .and(have(rawReturnType(Answer.class).or(rawReturnType(Placement.class))))
            .and()
            .areDeclaredInClassesThat()
            .areAnnotatedWith(Service.class)
            .should()
            .beAnnotatedWith(Atomic.class);

    @ArchTest
    static final ArchRule names_say_what_a_class_is_for =
            noClasses().should().haveNameMatching(".*(Impl|Dto|DTO|Util|Utils|Helper|Manager)");

    @ArchTest
    static final ArchRule packages_are_capabilities = noClasses()
            .should()
            .resideInAnyPackage(
                    "..common..", "..util..", "..config..", "..dto..", "..mapper..", "..service..", "..impl..");

    private static boolean asksTheSystem(JavaCall<?> call) {
        var owner = call.getTargetOwner();
        var asks = Set.of("now", "currentTimeMillis", "systemUTC", "systemDefaultZone")
                        .contains(call.getName())
                && (owner.getPackageName().equals("java.time") || owner.isEquivalentTo(System.class))
                && call.getTarget().getRawParameterTypes().stream().noneMatch(type -> type.isEquivalentTo(Clock.class));
        var newDate = owner.isEquivalentTo(Date.class)
                && call.getName().equals("<init>")
                && call.getTarget().getRawParameterTypes().isEmpty();
        return asks || newDate;
    }
}
