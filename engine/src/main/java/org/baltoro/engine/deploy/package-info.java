/**
 * Definitions on their way in: YAML or Java becomes a checked, frozen {@link
 * org.baltoro.kernel.definition.ProcessDefinition}, is stored as a version, and is found again by
 * the instances that run on it. Start reading at {@link org.baltoro.engine.deploy.Deployer}.
 */
@NullMarked
package org.baltoro.engine.deploy;

import org.jspecify.annotations.NullMarked;
