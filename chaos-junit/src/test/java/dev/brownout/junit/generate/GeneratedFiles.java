package dev.brownout.junit.generate;

import dev.brownout.api.FaultKind;
import dev.brownout.faults.FaultRegistry;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Every file that is made from what the faults say of themselves. */
final class GeneratedFiles {
    /** Holds nothing but generated files and the description of the package. */
    static final Path FAULTS = Path.of("src/main/java/dev/brownout/junit/fault");

    private GeneratedFiles() {}

    /** Make them all: path, seen from this module, to content. */
    static Map<Path, String> all() {
        var kinds = kinds();
        var files = new TreeMap<Path, String>();
        kinds.stream()
                .collect(Collectors.groupingBy(Words::plane))
                .forEach((plane, faults) ->
                        files.put(FAULTS.resolve(Words.facet(plane) + ".java"), FacetSource.of(plane, faults)));
        for (var kind : kinds) {
            var before = files.put(FAULTS.resolve(Words.annotation(kind) + ".java"), AnnotationSource.of(kind));
            if (before != null) {
                throw new IllegalStateException(
                        "two faults would be called " + Words.annotation(kind) + "; rename one");
            }
        }
        files.put(Path.of("src/test/java/dev/brownout/junit/FaultExamples.java"), ExampleSource.of(kinds));
        files.put(Path.of("../docs/junit-faults.md"), JunitReference.of(kinds));
        return files;
    }

    /** Only ours: what else is on a class path is not for this jar. */
    private static List<FaultKind<?>> kinds() {
        return FaultRegistry.load().kinds().stream()
                .filter(k -> k.getClass().getPackageName().startsWith("dev.brownout.faults"))
                .toList();
    }
}
