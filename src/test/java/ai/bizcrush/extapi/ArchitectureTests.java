package ai.bizcrush.extapi;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

import ai.bizcrush.extapi.site.Site;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.ControllerAdvice;

/** What belongs where, beyond the arrows between modules. */
@AnalyzeClasses(packages = "ai.bizcrush.extapi", importOptions = DoNotIncludeTests.class)
class ArchitectureTests {

  private static final DescribedPredicate<JavaClass> OF_THE_SITE =
      DescribedPredicate.describe(
          "annotated with @Site, or inside such a class",
          type ->
              type.isAnnotatedWith(Site.class)
                  || type.getEnclosingClass()
                      .filter(outer -> outer.isAnnotatedWith(Site.class))
                      .isPresent());

  @ArchTest
  static final ArchRule servletTypesStayOnTheSite =
      noClasses()
          .that(DescribedPredicate.not(OF_THE_SITE))
          .and()
          .resideOutsideOfPackage("..site..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("jakarta.servlet..", "org.springframework.web.servlet..");

  @ArchTest
  static final ArchRule reactiveTypesStayInTheWebModule =
      noClasses()
          .that()
          .resideOutsideOfPackage("ai.bizcrush.extapi.web..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "reactor..", "org.reactivestreams..", "org.springframework.web.reactive..");

  @ArchTest
  static final ArchRule theSiteIsNotReactive =
      noClasses()
          .that(OF_THE_SITE)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.springframework.web.server.adapter..", "reactor..");

  @ArchTest
  static final ArchRule adviceWouldLeakFromOneListenerToTheOther =
      classes()
          .that()
          .areMetaAnnotatedWith(ControllerAdvice.class)
          .should()
          .beAnnotatedWith(Site.class)
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule transactionsAreNotProxiedOnTheSite =
      methods()
          .that()
          .areDeclaredInClassesThat(OF_THE_SITE)
          .should()
          .notBeAnnotatedWith(Transactional.class);

  @ArchTest
  static final ArchRule settingsAreRecords = noFields().should().beAnnotatedWith(Value.class);

  @ArchTest
  static final ArchRule providersKnowNoVendorButTheirOwn =
      classes()
          .that()
          .resideInAPackage("..provider.(*)..")
          .should()
          .onlyBeAccessed()
          .byClassesThat()
          .resideInAPackage("..provider..")
          .allowEmptyShould(true);
}
