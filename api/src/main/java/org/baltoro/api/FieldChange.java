package org.baltoro.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One change of an audited data field.
 *
 * @param version the commit that it belongs to, as in the journal
 * @param activity whose field it is; null: the process's
 * @param activityInstance which of the activity's instances; 0: the field is the process's
 * @param oldValue as text; null: it was empty; a large value is told by its length and hash
 * @param newValue null: it was emptied
 * @param by who changed it: a user, or an event whose code did
 * @param cause what changed it: a start, the code of an event, a finish, an update
 */
public record FieldChange(
    long version,
    Instant at,
    String field,
    @Nullable String activity,
    int activityInstance,
    @Nullable String oldValue,
    @Nullable String newValue,
    String by,
    String cause) {}
