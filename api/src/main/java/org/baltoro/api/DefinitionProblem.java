package org.baltoro.api;

import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong in a definition.
 *
 * @param file the file's name as given
 * @param line from 1; 0 when the definition was not read from a file
 * @param column from 1
 * @param path where it is, for example {@code activities.Approve.lines[1].to}
 * @param found what stands there
 * @param expected what should
 * @param nearest the nearest valid name, if one is near
 */
public record DefinitionProblem(
    String file,
    int line,
    int column,
    String path,
    String found,
    String expected,
    @Nullable String nearest,
    boolean warning) {

  /** One line as compilers write it: {@code file:line:column: ...}. */
  @Override
  public String toString() {
    return "%s:%d:%d: %s%s: found %s; expected %s%s"
        .formatted(
            file,
            line,
            column,
            warning ? "warning: " : "",
            path,
            found,
            expected,
            nearest == null ? "." : ". Did you mean '" + nearest + "'?");
  }
}
