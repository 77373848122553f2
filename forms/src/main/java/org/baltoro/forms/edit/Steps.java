package org.baltoro.forms.edit;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.baltoro.forms.document.Action;
import org.baltoro.forms.document.Block;
import org.baltoro.forms.document.BlockType;
import org.baltoro.forms.document.Step;
import org.jspecify.annotations.Nullable;

/**
 * The steps of one handler, being edited. Blocks that are made get the id of the one that they come
 * from and a number.
 */
final class Steps {
  private final List<Step> steps;
  private final Set<String> taken;

  Steps(List<Step> steps, Set<String> taken) {
    this.steps = new ArrayList<>(steps);
    this.taken = taken;
  }

  List<Step> result() {
    return steps;
  }

  /**
   * Where an action is.
   *
   * @param step the place of its block among the steps
   * @param place within the block
   */
  record Position(int step, int place) {}

  @Nullable Position find(String action) {
    for (int step = 0; step < steps.size(); step++) {
      if (steps.get(step) instanceof Block block) {
        for (int place = 0; place < block.actions().size(); place++) {
          if (block.actions().get(place).id().equals(action)) {
            return new Position(step, place);
          }
        }
      }
    }
    return null;
  }

  int findStep(String id) {
    for (int step = 0; step < steps.size(); step++) {
      if (steps.get(step).id().equals(id)) {
        return step;
      }
    }
    return -1;
  }

  private Block block(int step) {
    return (Block) steps.get(step);
  }

  /** Null if there is none, or a handler stands there. */
  private @Nullable Block neighbour(int step) {
    return step >= 0 && step < steps.size() && steps.get(step) instanceof Block block
        ? block
        : null;
  }

  // ---- adding and removing

  void append(String handler, Action action) {
    var last = neighbour(steps.size() - 1);
    if (last == null) {
      steps.add(new Block(PartIds.fresh(handler, taken), BlockType.THEN, List.of(action)));
    } else {
      steps.set(steps.size() - 1, with(last, last.actions().size(), action));
    }
  }

  void remove(Position at) {
    var block = block(at.step);
    var actions = new ArrayList<>(block.actions());
    actions.remove(at.place);
    if (actions.isEmpty()) {
      steps.remove(at.step);
    } else {
      steps.set(at.step, block.withActions(actions));
    }
  }

  private static Block with(Block block, int place, Action action) {
    var actions = new ArrayList<>(block.actions());
    actions.add(place, action);
    return block.withActions(actions);
  }

  private static Block part(Block block, int from, int to) {
    return block.withActions(block.actions().subList(from, to));
  }

  private Block rest(Block block, int from) {
    return new Block(
        PartIds.fresh(block.id(), taken),
        block.type(),
        block.atomic(),
        block.actions().subList(from, block.actions().size()));
  }

  // ---- moving

  void moveUp(Position at) throws RefusedEdit {
    var block = block(at.step);
    if (at.place > 0) {
      swap(at.step, block, at.place - 1);
      return;
    }
    var above = neighbour(at.step - 1);
    if (above == null) {
      throw new RefusedEdit(
          "Action '%s' is the first of its blocks: above it %s. Move the block, or what is above."
              .formatted(
                  block.actions().getFirst().id(), at.step == 0 ? "is nothing" : "is a handler"));
    }
    steps.set(at.step - 1, with(above, above.actions().size(), block.actions().getFirst()));
    remove(at);
  }

  void moveDown(Position at) throws RefusedEdit {
    var block = block(at.step);
    if (at.place < block.actions().size() - 1) {
      swap(at.step, block, at.place);
      return;
    }
    var below = neighbour(at.step + 1);
    if (below == null) {
      throw new RefusedEdit(
          "Action '%s' is the last of its blocks: below it %s. Move the block, or what is below."
              .formatted(
                  block.actions().getLast().id(),
                  at.step == steps.size() - 1 ? "is nothing" : "is a handler"));
    }
    steps.set(at.step + 1, with(below, 0, block.actions().getLast()));
    remove(at);
  }

  /** Two actions that stand one below the other. */
  private void swap(int step, Block block, int upper) {
    var actions = new ArrayList<>(block.actions());
    actions.add(upper, actions.remove(upper + 1));
    steps.set(step, block.withActions(actions));
  }

  void moveStep(int step, int by) throws RefusedEdit {
    int to = step + by;
    if (to < 0 || to >= steps.size()) {
      throw new RefusedEdit(
          "'%s' is the %s of its handler already."
              .formatted(steps.get(step).id(), by < 0 ? "first step" : "last step"));
    }
    steps.add(to, steps.remove(step));
  }

  // ---- words

  /**
   * At an edge into the neighbour with this word; else a block of its own, which splits the old.
   */
  void changeWord(Position at, BlockType word) throws RefusedEdit {
    var block = block(at.step);
    var action = block.actions().get(at.place);
    if (block.type() == word) {
      throw new RefusedEdit(
          "Action '%s' has this word already. To begin a new block with it, split the block."
              .formatted(action.id()));
    }
    boolean first = at.place == 0;
    boolean last = at.place == block.actions().size() - 1;
    if (first && has(at.step - 1, word)) {
      var above = block(at.step - 1);
      steps.set(at.step - 1, with(above, above.actions().size(), action));
      remove(at);
    } else if (last && has(at.step + 1, word)) {
      steps.set(at.step + 1, with(block(at.step + 1), 0, action));
      remove(at);
    } else if (first && last) {
      steps.set(at.step, block.withType(word));
    } else {
      split(at, block, new Block(PartIds.fresh(block.id(), taken), word, List.of(action)));
    }
  }

  private boolean has(int step, BlockType word) {
    var block = neighbour(step);
    return block != null && block.type() == word;
  }

  /** The new block in the middle; above and below what is left of the old one. */
  private void split(Position at, Block old, Block middle) {
    taken.add(middle.id());
    var parts = new ArrayList<Step>();
    boolean isFirst = at.place == 0;
    if (!isFirst) {
      parts.add(part(old, 0, at.place));
    }
    parts.add(middle);
    if (isFirst) {
      parts.add(part(old, 1, old.actions().size()));
    } else if (at.place < old.actions().size() - 1) {
      parts.add(rest(old, at.place + 1));
    }
    steps.remove(at.step);
    steps.addAll(at.step, parts);
  }

  void splitBlock(Position at) throws RefusedEdit {
    var block = block(at.step);
    if (at.place == 0) {
      throw new RefusedEdit(
          "Action '%s' is the first of its block already. Split at one that is further down."
              .formatted(block.actions().getFirst().id()));
    }
    steps.set(at.step, part(block, 0, at.place));
    steps.add(at.step + 1, rest(block, at.place));
  }

  void mergeWithNext(int step) throws RefusedEdit {
    var block = blockAt(step);
    var below = neighbour(step + 1);
    if (below == null) {
      throw new RefusedEdit("Below block '%s' is no block to merge with.".formatted(block.id()));
    }
    if (below.type() != block.type() || below.atomic() != block.atomic()) {
      throw new RefusedEdit(
          "Block '%s' %s and block '%s' %s. Give them the same word first."
              .formatted(block.id(), shown(block), below.id(), shown(below)));
    }
    var actions = new ArrayList<>(block.actions());
    actions.addAll(below.actions());
    steps.set(step, block.withActions(actions));
    steps.remove(step + 1);
  }

  private static String shown(Block block) {
    return "is '%s'%s"
        .formatted(
            block.type().name().toLowerCase(java.util.Locale.ROOT),
            block.atomic() ? ", all or nothing," : "");
  }

  void changeBlockWord(int step, BlockType word) throws RefusedEdit {
    var block = blockAt(step);
    if (block.type() == word) {
      throw new RefusedEdit("Block '%s' has this word already.".formatted(block.id()));
    }
    steps.set(step, block.withType(word));
  }

  void setAtomic(int step, boolean atomic) throws RefusedEdit {
    var block = blockAt(step);
    if (block.type() != BlockType.ALSO) {
      throw new RefusedEdit(
          "Block '%s' %s: only 'also' can be all or nothing. Change its word first."
              .formatted(block.id(), shown(block)));
    }
    steps.set(step, new Block(block.id(), block.type(), atomic, block.actions()));
  }

  private Block blockAt(int step) throws RefusedEdit {
    if (steps.get(step) instanceof Block block) {
      return block;
    }
    throw new RefusedEdit("'%s' is a handler, and no block.".formatted(steps.get(step).id()));
  }
}
