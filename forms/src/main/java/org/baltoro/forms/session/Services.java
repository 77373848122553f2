package org.baltoro.forms.session;

import java.time.ZoneId;
import org.baltoro.forms.rule.Threads;
import org.baltoro.forms.smartobject.SmartObjectDefinitions;
import org.baltoro.forms.smartobject.SmartObjects;
import org.baltoro.language.feel.FeelExpressions;

/** What all open forms share. */
record Services(
    Documents documents,
    SmartObjects smartObjects,
    SmartObjectDefinitions definitions,
    FeelExpressions expressions,
    Threads threads,
    ZoneId zone,
    SessionLimits limits) {}
