/**
 * Definition files on their way in: YAML text becomes a tree, and readers ask it for its parts. All
 * that is wrong is told at once, each problem with its place, what stands there and what should.
 *
 * <p>Start reading at {@link org.baltoro.language.yaml.Reading#open}. A mapping whose keys are
 * known is a {@link org.baltoro.language.yaml.Section}; where a part stands, {@link
 * org.baltoro.language.yaml.SourcePlaces} knows. {@link org.baltoro.language.yaml.YamlText} is the
 * way back.
 */
@NullMarked
package org.baltoro.language.yaml;

import org.jspecify.annotations.NullMarked;
