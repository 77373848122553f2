/**
 * Tests of processes, told as stories: an engine of one's own for each test, a clock that is moved
 * by hand, waiting that ends when nothing is left to be done, crashes in the middle. In:
 * definitions and handlers. Out: {@link org.baltoro.testkit.Story stories} whose failures show why
 * the instance stands where it stands, its path and its journal. Start reading at {@link
 * org.baltoro.testkit.TestEngine}.
 */
@NullMarked
package org.baltoro.testkit;

import org.jspecify.annotations.NullMarked;
