package org.baltoro.forms.document;

import java.util.List;

/**
 * Actions that run together. Two neighbours of the same type stay two blocks.
 *
 * @param id unique in the document
 * @param atomic of an {@link BlockType#ALSO} block: all or nothing, where the brokers can; false
 *     for all others
 */
public record Block(String id, BlockType type, boolean atomic, List<Action> actions)
    implements Step {
  public Block {
    actions = List.copyOf(actions);
  }

  public Block(String id, BlockType type, List<Action> actions) {
    this(id, type, false, actions);
  }

  public Block withActions(List<Action> others) {
    return new Block(id, type, atomic, others);
  }

  /** The same block under another word; it is atomic only if it is a packet still. */
  public Block withType(BlockType newType) {
    return new Block(id, newType, atomic && newType == BlockType.ALSO, actions);
  }
}
