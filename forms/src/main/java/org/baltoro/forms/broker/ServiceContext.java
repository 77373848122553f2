package org.baltoro.forms.broker;

import org.baltoro.forms.smartobject.Caller;
import org.jspecify.annotations.Nullable;

/**
 * What a broker may know of a call.
 *
 * @param transaction begun by this broker's resource: the call is part of it; null: by itself
 * @param budget what its answer may hold
 */
public record ServiceContext(
    Caller caller, @Nullable Transaction transaction, AnswerBudget budget) {}
