package org.baltoro.forms.smartobject.layer;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.UUID;
import org.baltoro.forms.smartobject.Caller;
import org.baltoro.forms.smartobject.SystemValue;

/** What the server knows at one call. */
record SystemValues(Caller caller, Instant now, ZoneId zone) {
  Object value(SystemValue wanted) {
    return switch (wanted) {
      case CURRENT_USER -> caller.user();
      case NOW -> now;
      case TODAY -> LocalDate.ofInstant(now, zone);
      case NEW_GUID -> UUID.randomUUID();
    };
  }
}
