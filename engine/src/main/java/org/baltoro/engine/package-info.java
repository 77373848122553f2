/**
 * The engine: what turns calls into durable decisions, and durable decisions into running code.
 * Start reading at {@link org.baltoro.engine.Engine}, which wires the rooms:
 *
 * <ul>
 *   <li>{@code connection}: the object model in this process; checks rights, turns calls into
 *       commands
 *   <li>{@code mailbox}: one instance's commands one after another, decided by the kernel
 *   <li>{@code commit}: many instances' decisions in one transaction
 *   <li>{@code code}: runs server events once they are durable; compiles code-behind
 *   <li>{@code timer}: wakes what is due
 *   <li>{@code node}: this node's lease, and taking over from dead ones
 *   <li>{@code deploy}, {@code rule}: definitions and their expressions
 *   <li>{@code security}: users, tokens, rights
 * </ul>
 */
@NullMarked
package org.baltoro.engine;

import org.jspecify.annotations.NullMarked;
