package org.baltoro.engine.code;

import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong in the code of a definition.
 *
 * @param place whose code it is; the first code's when a problem concerns all
 * @param line within the code's own text, from 1
 * @param column within the line, from 1
 * @param found what stands there
 * @param expected what should
 * @param nearest the nearest valid name, if one is near
 */
public record CodeProblem(
    CodePlace place,
    int line,
    int column,
    String found,
    String expected,
    @Nullable String nearest) {}
