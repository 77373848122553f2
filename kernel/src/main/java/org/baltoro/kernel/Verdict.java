package org.baltoro.kernel;

/** What the kernel says to a command. */
public sealed interface Verdict permits Decision, Refusal {}
