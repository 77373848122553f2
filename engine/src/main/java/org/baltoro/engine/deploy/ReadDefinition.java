package org.baltoro.engine.deploy;

import java.util.List;
import org.baltoro.api.DefinitionProblem;
import org.baltoro.kernel.definition.ProcessDefinition;
import org.baltoro.language.yaml.SourcePlaces;
import org.jspecify.annotations.Nullable;

/**
 * What a file said.
 *
 * @param definition null when the file is no mapping at all. With errors among the problems it has
 *     makeshifts in place of what could not be read: it serves to look for more problems, not to be
 *     deployed
 * @param problems in the order of their places
 * @param places where the definition's parts stand in the file
 */
public record ReadDefinition(
    @Nullable ProcessDefinition definition, List<DefinitionProblem> problems, SourcePlaces places) {
  public ReadDefinition {
    problems = List.copyOf(problems);
  }

  /** True if nothing but warnings was found. */
  public boolean deployable() {
    return definition != null && problems.stream().allMatch(DefinitionProblem::warning);
  }
}
