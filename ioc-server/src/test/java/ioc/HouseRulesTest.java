package ioc;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Who may see whom, and which names say nothing: the architecture, held. */
@AnalyzeClasses(packages = "ioc", importOptions = ImportOption.DoNotIncludeTests.class)
class HouseRulesTest {
    private static final String[] CORE = {
        "ioc.event..",
        "ioc.place..",
        "ioc.calendar..",
        "ioc.dossier..",
        "ioc.assignment..",
        "ioc.score..",
        "ioc.report..",
        "ioc.picture..",
        "ioc.alert.."
    };
    private static final String[] JDK_AND_MARKS = {
        "java..", "org.jspecify.annotations..", "ioc.sensor", "ioc.sensor.decode"
    };
    private static final List<String> EDGES = List.of(
            "mqtt", "source", "journal", "follow", "series", "records", "push", "paper", "web", "export", "notify");

    @ArchTest
    static final ArchRule theCoreSeesTheJdkAndTheVocabularyOnly = classes()
            .that()
            .resideInAnyPackage(CORE)
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(CORE).or(resideInAnyPackage(JDK_AND_MARKS)));

    @ArchTest
    static final ArchRule theCoreHasNoClockNoThreadAndNoInputOrOutput = noClasses()
            .that()
            .resideInAnyPackage(CORE)
            .should()
            .dependOnClassesThat(resideInAnyPackage("java.io..", "java.nio..", "java.net..", "java.sql..")
                    .or(resideInAPackage("java.util.concurrent..")))
            .orShould()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(LocalDate.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Clock.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Thread.class);

    @ArchTest
    static final ArchRule withinTheCoreAlertSeesPictureAndPictureTheFacts = noClasses()
            .that()
            .resideInAPackage("ioc.picture..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("ioc.alert..");

    @ArchTest
    static final ArchRule factsDoNotSeeThePicture = noClasses()
            .that()
            .resideInAnyPackage("ioc.event..", "ioc.place..", "ioc.calendar..", "ioc.dossier..", "ioc.sensor..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("ioc.picture..", "ioc.alert..");

    @ArchTest
    static final ArchRule nobodySeesTheWiring =
            noClasses().that().resideOutsideOfPackage("ioc").should().dependOnClassesThat(resideInAPackage("ioc"));

    /** Who may see more than itself: the follower and the sources see the journal's entries, the stores what feeds them. */
    private static final Map<String, Set<String>> SEEN = Map.of(
            "source", Set.of("journal"),
            "follow", Set.of("journal"),
            "series", Set.of("follow"),
            "records", Set.of("follow"));

    @ArchTest
    static void edgesDoNotSeeEachOther(com.tngtech.archunit.core.domain.JavaClasses all) {
        for (String edge : EDGES) {
            String[] others = EDGES.stream()
                    .filter(other -> !other.equals(edge)
                            && !SEEN.getOrDefault(edge, Set.of()).contains(other))
                    .map(other -> "ioc." + other + "..")
                    .toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage("ioc." + edge + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(others)
                    .allowEmptyShould(true)
                    .check(all);
        }
    }

    @ArchTest
    static final ArchRule pahoLivesInOnePlace = noClasses()
            .that(not(resideInAPackage("ioc.mqtt..").or(resideInAPackage("ioc.sensor.simulate.."))))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.eclipse.paho..", "io.moquette..");

    @ArchTest
    static final ArchRule paperSeesTheJdkAndPdfBoxOnly = classes()
            .that()
            .resideInAPackage("ioc.paper..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "ioc.paper..",
                    "java..",
                    "org.jspecify.annotations..",
                    "org.apache.pdfbox..",
                    "org.apache.fontbox..");

    private static final DescribedPredicate<JavaClass> BY_US = DescribedPredicate.describe(
            "written by us",
            type -> !type.isAnonymousClass() && !type.getSimpleName().isEmpty());

    /** A service is a noun of the domain: what a citizen takes a ticket for. */
    @ArchTest
    static final ArchRule namesSayWhatAThingIs = noClasses()
            .that(BY_US)
            .and()
            .doNotHaveFullyQualifiedName("ioc.place.Service")
            .should()
            .haveNameMatching(".*(Impl|Util|Utils|Helper|Manager|Base|Service|Services|Handler|Processor|Data|Info)")
            .orShould()
            .haveSimpleNameStartingWith("Abstract");

    @ArchTest
    static final ArchRule classesAreFinalUnlessSealed = classes()
            .that(BY_US)
            .and()
            .resideInAnyPackage(CORE)
            .and()
            .areNotInterfaces()
            .and()
            .areNotEnums()
            .should()
            .haveModifier(JavaModifier.FINAL);

    @ArchTest
    static final ArchRule whatWeOwnIsAskedWithoutGet = methods()
            .that()
            .areDeclaredInClassesThat()
            .resideInAnyPackage(CORE)
            .should()
            .haveNameNotMatching("get[A-Z].*");
}
