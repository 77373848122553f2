package org.baltoro.forms.deploy;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.baltoro.api.DefinitionProblem;
import org.baltoro.language.yaml.Reading;
import org.jspecify.annotations.Nullable;

/**
 * What a file said.
 *
 * @param document null when the file is no mapping at all, or says not what it is. With errors
 *     among the problems it has makeshifts in place of what could not be read: it serves to look
 *     for more problems, not to be deployed
 * @param reading takes what else is found to be wrong
 * @param paths where the parts of rules stand in the file, by their ids
 */
public record ReadDocument(
    @Nullable Document document, Reading reading, Map<String, String> paths) {
  public ReadDocument {
    paths = Collections.unmodifiableMap(new LinkedHashMap<>(paths));
  }

  /** All that is wrong, in the order of the file. */
  public List<DefinitionProblem> problems() {
    return reading.problems();
  }

  /** True if nothing but warnings was found. */
  public boolean deployable() {
    return document != null && problems().stream().allMatch(DefinitionProblem::warning);
  }
}
