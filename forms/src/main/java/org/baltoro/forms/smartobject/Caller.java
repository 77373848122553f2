package org.baltoro.forms.smartobject;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import org.baltoro.api.Connection;
import org.jspecify.annotations.Nullable;

/**
 * Whose rights apply.
 *
 * @param connection the user's own to the workflow server; null where there is none: the Workflow
 *     broker then refuses
 */
public record Caller(String user, Set<String> groups, @Nullable Connection connection) {
  public Caller {
    groups = Collections.unmodifiableSet(new LinkedHashSet<>(groups));
  }
}
