package org.baltoro.engine.code;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * What came of compiling a definition's code.
 *
 * @param classes the bytes of each class by its binary name, to be stored and given to {@link
 *     CodeBehindLoader}; empty when there are problems
 * @param problems in the order of the definition; empty when all is well
 */
public record Compiled(SequencedMap<String, byte[]> classes, List<CodeProblem> problems) {
  public Compiled {
    classes = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(classes));
    problems = List.copyOf(problems);
  }
}
