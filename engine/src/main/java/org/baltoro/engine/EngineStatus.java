package org.baltoro.engine;

/**
 * How the engine is, for health checks and metrics.
 *
 * @param storeReachable false while the database is away
 * @param store what the store is, for people
 * @param node this node's epoch
 * @param queuedCommits decisions that wait for a committer
 * @param commits transactions since the start
 * @param decisions committed since the start
 * @param runningAttempts server events whose code runs here now
 * @param cachedInstances states in memory
 * @param lostThreads threads that code past its time limit holds on to
 */
public record EngineStatus(
    boolean storeReachable,
    String store,
    long node,
    int queuedCommits,
    long commits,
    long decisions,
    int runningAttempts,
    int cachedInstances,
    int lostThreads) {}
