package headroom.gates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import headroom.gates.JavaSources.Declaration;
import headroom.gates.JavaSources.Kind;
import headroom.model.cost.Cost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The size of files and methods, names, leftovers, and where a constant comes from. */
class TidyTest {
  private static final int FILE_LINES = 350;
  private static final int METHOD_LINES = 60;

  /** Ten are meant to be there; a few more may come. */
  private static final int FILES_AT_THE_TOP = 12;

  private static final Pattern EMPTY_NAME =
      Pattern.compile(".*(Util|Utils|Helper|Helpers|Manager|Misc|Common|Impl|Base)");
  private static final Pattern LEFTOVER = Pattern.compile("\\b(TO[D]O|FIX[M]E|XX[X])\\b");
  private static final Pattern MACHINE_PATH =
      Pattern.compile("(?<![\\w.~$}/-])/(?:work|tmp|root|home)/");
  private static final Pattern PRIVATE_HOST =
      Pattern.compile(
          "https?://[^/\\s]*(?:art[i]factory|nex[u]s|jfr[o]g|mirr[o]r|regis[t]ry|prox[y])"
              + "|https?://(?!127\\.)\\d+\\.\\d+\\.\\d+\\.\\d+"
              + "|<(?:repos[i]tor|pluginRepos[i]tor|mirr[o]r|prox[y])");
  private static final Pattern DECIMALS = Pattern.compile("%[-+,0-9]*\\.[0-9]+[fge]");
  private static final Pattern SOURCE_WORD =
      Pattern.compile("\\b(Measured|Source|Estimate|See)\\b");

  private static final List<Declaration> DECLARATIONS =
      JavaSources.declarations(Repository.files(".java"));

  @Test
  void seesTheWholeProject() {
    assertThat(Repository.files()).hasSizeGreaterThan(300).contains(Path.of("pom.xml"));
    assertThat(Repository.files()).noneMatch(file -> file.toString().contains("target/"));
    assertThat(DECLARATIONS).filteredOn(d -> d.kind() == Kind.METHOD).hasSizeGreaterThan(1000);
    assertThat(DECLARATIONS).filteredOn(d -> d.kind() == Kind.TYPE).hasSizeGreaterThan(200);
  }

  @Test
  void mistakesAreSeen(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("TallHelper.java");
    String body = "    int i = 0;\n".repeat(METHOD_LINES - 1);
    Files.writeString(file, "class TallHelper {\n  void tall() {\n" + body + "  }\n}\n");
    assertThat(JavaSources.declarations(List.of(file)))
        .extracting(Declaration::name, Declaration::lines)
        .contains(tuple("TallHelper", METHOD_LINES + 3), tuple("tall", METHOD_LINES + 1));
    assertThat("TallHelper").matches(EMPTY_NAME);
    assertThat("// TO" + "DO: later").containsPattern(LEFTOVER);
    assertThat("see /ro" + "ot/notes").containsPattern(MACHINE_PATH);
    assertThat("url = https://nex" + "us.corp/x").containsPattern(PRIVATE_HOST);
  }

  @Test
  void filesAreShort() {
    assertThat(Repository.files(".java"))
        .allSatisfy(
            file ->
                assertThat(Repository.text(file).lines().count()).isLessThanOrEqualTo(FILE_LINES));
  }

  /** Else one output would call the same figure 1234 and 1,235. */
  @Test
  void figuresAreWrittenInOnePlace() {
    assertThat("%+.1f%%").containsPattern(DECIMALS);
    assertThat(Repository.files(".java"))
        .filteredOn(file -> file.toString().matches("(experiments|reports|cli)/src/main/.*"))
        .hasSizeGreaterThan(100)
        .allSatisfy(file -> assertThat(Repository.text(file)).doesNotContainPattern(DECIMALS));
  }

  @Test
  void methodsFitAScreen() {
    assertThat(DECLARATIONS)
        .filteredOn(declaration -> declaration.kind() == Kind.METHOD)
        .filteredOn(method -> method.lines() > METHOD_LINES)
        .isEmpty();
  }

  @Test
  void namesSaySomething() {
    assertThat(DECLARATIONS)
        .filteredOn(declaration -> declaration.kind() == Kind.TYPE)
        .filteredOn(type -> EMPTY_NAME.matcher(type.name()).matches())
        .isEmpty();
    assertThat(Repository.files(".java"))
        .noneMatch(
            file -> file.toString().matches(".*/(util|utils|common|helper|impl|base|misc)/.*"));
  }

  @Test
  void nothingIsLeftForLater() {
    assertThat(found(LEFTOVER)).isEmpty();
  }

  @Test
  void noFileKnowsTheMachineItWasWrittenOn() {
    assertThat(found(MACHINE_PATH)).isEmpty();
    assertThat(found(PRIVATE_HOST)).isEmpty();
  }

  @Test
  void everyCostNamesItsSource() {
    List<Declaration> constants =
        DECLARATIONS.stream()
            .filter(d -> d.kind() == Kind.FIELD && d.file().endsWith("model/cost/Cost.java"))
            .filter(d -> d.name().equals(d.name().toUpperCase(Locale.ROOT)))
            .toList();
    for (Cost cost : Cost.values()) {
      assertThat(constants).extracting(Declaration::name).contains(cost.name());
    }
    assertThat(constants)
        .filteredOn(
            constant ->
                constant.javadoc() == null || !SOURCE_WORD.matcher(constant.javadoc()).find())
        .isEmpty();
  }

  @Test
  void theTopLevelIsShort() {
    assertThat(Repository.files())
        .filteredOn(file -> file.getNameCount() == 1)
        .hasSizeBetween(5, FILES_AT_THE_TOP);
  }

  /** Where {@code pattern} stands, as path:line: text; files that hold a NUL are no text. */
  private static List<String> found(Pattern pattern) {
    List<String> places = new ArrayList<>();
    for (Path file : Repository.files()) {
      String text = Repository.text(file);
      if (text.indexOf('\0') >= 0) {
        continue;
      }
      Matcher matcher = pattern.matcher(text);
      while (matcher.find()) {
        long line = text.substring(0, matcher.start()).lines().count() + 1;
        places.add(file + ":" + line + ": " + matcher.group());
      }
    }
    return places;
  }
}
