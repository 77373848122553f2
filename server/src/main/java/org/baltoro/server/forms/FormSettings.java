package org.baltoro.server.forms;

import java.time.ZoneId;
import org.baltoro.engine.call.CallRules;
import org.baltoro.engine.call.Credentials;

/**
 * How forms run on a server.
 *
 * @param zone of what is a day for forms and SmartObjects
 * @param services what services may do that are deployed
 * @param calls where those that call addresses may go
 * @param credentials what these may prove themselves by
 */
public record FormSettings(
    FormsDatabase database,
    ZoneId zone,
    ServiceLimits services,
    CallRules calls,
    Credentials credentials) {}
