package headroom.gates;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** What the Java files declare, as the compiler's own parser sees it. */
final class JavaSources {
  /** The kinds of declarations that rules look at. */
  enum Kind {
    TYPE,
    METHOD,
    FIELD
  }

  /**
   * A declaration: {@code lines} from its first modifier to its end, and its Javadoc without the
   * stars, {@code null} if it has none.
   */
  record Declaration(Path file, Kind kind, String name, int lines, @Nullable String javadoc) {}

  private JavaSources() {}

  /** Everything that {@code files}, given relative to the repository, declare. */
  static List<Declaration> declarations(List<Path> files) {
    JavaCompiler compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler(), "a JDK");
    List<Declaration> found = new ArrayList<>();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null,
                  manager,
                  null,
                  List.of("-proc:none"),
                  null,
                  manager.getJavaFileObjectsFromPaths(
                      files.stream().map(Repository.ROOT::resolve).toList()));
      DocTrees trees = DocTrees.instance(task);
      for (CompilationUnitTree unit : task.parse()) {
        new Scanner(unit, trees, found).scan(unit, null);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }

  /** Collects the declarations of one file. */
  private static final class Scanner extends TreePathScanner<@Nullable Void, @Nullable Void> {
    private final CompilationUnitTree unit;
    private final DocTrees trees;
    private final List<Declaration> found;

    Scanner(CompilationUnitTree unit, DocTrees trees, List<Declaration> found) {
      this.unit = unit;
      this.trees = trees;
      this.found = found;
    }

    @Override
    public @Nullable Void visitClass(ClassTree type, @Nullable Void nothing) {
      add(Kind.TYPE, type.getSimpleName().toString(), type);
      return super.visitClass(type, null);
    }

    @Override
    public @Nullable Void visitMethod(MethodTree method, @Nullable Void nothing) {
      add(Kind.METHOD, method.getName().toString(), method);
      return super.visitMethod(method, null);
    }

    @Override
    public @Nullable Void visitVariable(VariableTree variable, @Nullable Void nothing) {
      if (getCurrentPath().getParentPath().getLeaf() instanceof ClassTree) {
        add(Kind.FIELD, variable.getName().toString(), variable);
      }
      return super.visitVariable(variable, null);
    }

    private void add(Kind kind, String name, Tree tree) {
      SourcePositions positions = trees.getSourcePositions();
      LineMap map = unit.getLineMap();
      long end = positions.getEndPosition(unit, tree);
      int lines =
          end < 0
              ? 0
              : (int)
                  (map.getLineNumber(end)
                      - map.getLineNumber(positions.getStartPosition(unit, tree))
                      + 1);
      Path file = Repository.ROOT.relativize(Path.of(unit.getSourceFile().toUri()));
      found.add(new Declaration(file, kind, name, lines, trees.getDocComment(getCurrentPath())));
    }
  }
}
