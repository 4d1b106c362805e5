package dev.gantry.local.suite;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Tables of what can be set, read from the sources of the {@code @ConfigMapping} interfaces: a section for each, a row for each value. */
final class ConfigurationPage {

    private final Map<String, List<String>> sections = new TreeMap<>();
    private final DocTrees docs;
    private final CompilationUnitTree unit;

    private ConfigurationPage(DocTrees docs, CompilationUnitTree unit) {
        this.docs = docs;
        this.unit = unit;
    }

    /** Markdown, ordered by prefix. */
    static String of(List<Path> sources) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        Map<String, List<String>> all = new TreeMap<>();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null, files, null, List.of("-proc:none"), null, files.getJavaFileObjectsFromPaths(sources));
            DocTrees docs = DocTrees.instance(task);
            for (CompilationUnitTree unit : task.parse()) {
                ConfigurationPage page = new ConfigurationPage(docs, unit);
                page.read();
                all.putAll(page.sections);
            }
        }
        return all.entrySet().stream()
                .map(e -> "### `" + e.getKey() + "`\n\n| property | default | meaning |\n|---|---|---|\n"
                        + String.join("", e.getValue()))
                .collect(Collectors.joining("\n"));
    }

    private void read() {
        for (Tree type : unit.getTypeDecls()) {
            if (type instanceof ClassTree declared) {
                value(declared.getModifiers().getAnnotations(), "ConfigMapping").ifPresent(prefix -> {
                    List<String> rows = new ArrayList<>();
                    TreePath path = TreePath.getPath(unit, declared);
                    collect(path, "", nested(declared), rows);
                    sections.put(prefix, rows);
                });
            }
        }
    }

    private void collect(TreePath group, String prefix, Map<String, ClassTree> nested, List<String> rows) {
        for (Tree member : ((ClassTree) group.getLeaf()).getMembers()) {
            if (member instanceof MethodTree method && method.getBody() == null) {
                String name = prefix + kebab(method.getName().toString());
                ClassTree inner = nested.get(String.valueOf(method.getReturnType()));
                if (inner != null && inner.getKind() == Tree.Kind.INTERFACE) {
                    collect(TreePath.getPath(unit, inner), name + ".", nested, rows);
                } else {
                    rows.add(row(name, method, new TreePath(group, method)));
                }
            }
        }
    }

    private String row(String name, MethodTree method, TreePath path) {
        String comment = docs.getDocComment(path);
        assertThat(comment).as("what " + name + " means").isNotNull();
        String meaning = comment.strip()
                .replaceAll("\\{@code ([^}]*)}", "`$1`")
                .replaceAll("\\s+", " ")
                .replace("|", "\\|");
        String preset = value(method.getModifiers().getAnnotations(), "WithDefault")
                .map(v -> "`" + v + "`")
                .orElse("");
        return "| `" + name + "` | " + preset + " | " + meaning + " |\n";
    }

    private static Map<String, ClassTree> nested(ClassTree declared) {
        return declared.getMembers().stream()
                .filter(ClassTree.class::isInstance)
                .map(ClassTree.class::cast)
                .collect(Collectors.toMap(c -> c.getSimpleName().toString(), c -> c));
    }

    /** The one value of an annotation: {@code @WithDefault("10s")}, {@code @ConfigMapping(prefix = "gantry.inventory")}. */
    private static Optional<String> value(List<? extends AnnotationTree> annotations, String name) {
        return annotations.stream()
                .filter(a -> a.getAnnotationType().toString().equals(name))
                .flatMap(a -> a.getArguments().stream())
                .map(a -> a instanceof AssignmentTree named ? named.getExpression() : a)
                .filter(LiteralTree.class::isInstance)
                .map(a -> String.valueOf(((LiteralTree) a).getValue()))
                .findFirst();
    }

    private static String kebab(String camel) {
        return camel.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}
