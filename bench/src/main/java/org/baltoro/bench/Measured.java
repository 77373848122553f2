package org.baltoro.bench;

/** What one measurement gave: instances a second, from start to end, and how long one took. */
record Measured(double perSecond, double p50Millis, double p99Millis) {}
