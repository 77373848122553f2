package org.baltoro.api.code;

/** What the code of a process's start rule sees: it runs before the first activity. */
public interface ProcessStartRuleContext extends CodeContext {}
