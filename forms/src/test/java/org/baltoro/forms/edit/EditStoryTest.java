package org.baltoro.forms.edit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.baltoro.forms.deploy.Document;
import org.baltoro.forms.deploy.DocumentReader;
import org.baltoro.forms.deploy.DocumentWriter;
import org.baltoro.forms.deploy.RandomDocument;
import org.baltoro.forms.document.Action;
import org.baltoro.forms.document.Block;
import org.baltoro.forms.document.BlockType;
import org.baltoro.forms.document.Handler;
import org.baltoro.forms.document.Rule;
import org.baltoro.forms.document.Step;
import org.baltoro.forms.document.View;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random documents, edited at random: no action is lost or doubled, and undo goes all the way. */
class EditStoryTest {
  private static final int EDITS = 120;

  static LongStream seeds() {
    var given = System.getProperty("seed");
    return given != null ? LongStream.of(Long.parseLong(given)) : LongStream.rangeClosed(1, 30);
  }

  private record Undo(String rule, RuleEdit edit, View before) {}

  @ParameterizedTest
  @MethodSource("seeds")
  void noActionIsLostOrDoubledAndUndoGoesAllTheWay(long seed) {
    var random = new SplittableRandom(seed);
    var documents = new RandomDocument(random);
    var view = withRules(documents);
    var undos = new ArrayDeque<Undo>();
    for (int turn = 0; turn < EDITS; turn++) {
      var rule = one(random, view.rules());
      var edit = edit(random, documents, rule);
      switch (DocumentEditor.apply(view, rule.id(), edit)) {
        case EditResult.Refused<View>(var reason) ->
            assertThat(reason).as("-Dseed=%d, %s", seed, edit).isNotBlank();
        case EditResult.Done<View>(var after, var undo) -> {
          check(view, after, edit, "-Dseed=%d, turn %d, %s".formatted(seed, turn, edit));
          undos.push(new Undo(rule.id(), undo, view));
          view = after;
        }
      }
    }
    assertThat(undos).as("-Dseed=%d", seed).hasSizeGreaterThan(EDITS / 4);
    assertThat(reread(view)).as("-Dseed=%d", seed).isEqualTo(view);
    for (var undo : undos) {
      var back = DocumentEditor.apply(view, undo.rule, undo.edit);
      view = ((EditResult.Done<View>) back).after();
      assertThat(view).as("-Dseed=%d", seed).isEqualTo(undo.before);
    }
  }

  private static View withRules(RandomDocument documents) {
    while (true) {
      var view = documents.view();
      if (view.rules().stream().anyMatch(rule -> actions(rule.handlers()).size() > 2)) {
        return view;
      }
    }
  }

  private static void check(View before, View after, RuleEdit edit, String story) {
    var is = ids(after);
    assertThat(new HashSet<>(is)).as(story).hasSameSizeAs(is);
    var actionsWere = new TreeSet<>(actionIds(before));
    var actionsAre = new TreeSet<>(actionIds(after));
    var both = new TreeSet<>(actionsWere);
    both.retainAll(actionsAre);
    switch (edit) {
      case RuleEdit.AppendAction(var to, var action) -> {
        actionsWere.add(action.id());
        assertThat(actionsAre).as(story).isEqualTo(actionsWere);
      }
      case RuleEdit.Remove ignored -> assertThat(actionsWere).as(story).containsAll(actionsAre);
      default -> assertThat(actionsAre).as(story).isEqualTo(actionsWere);
    }
    assertThat(comments(after, both)).as(story).isEqualTo(comments(before, both));
    boolean empties = emptyBlocks(after) > emptyBlocks(before);
    assertThat(empties).as(story).isFalse();
  }

  private static RuleEdit edit(SplittableRandom random, RandomDocument documents, Rule rule) {
    var actions = actions(rule.handlers()).stream().map(Action::id).toList();
    var steps = steps(rule.handlers()).stream().map(Step::id).toList();
    if (actions.isEmpty() || random.nextInt(12) == 0) {
      var to = rule.handlers().isEmpty() ? rule.id() : one(random, handlers(rule));
      return new RuleEdit.AppendAction(to, documents.action());
    }
    var action = one(random, actions);
    var step = one(random, steps);
    var word = one(random, List.of(BlockType.values()));
    return switch (random.nextInt(11)) {
      case 0 -> new RuleEdit.MoveActionUp(action);
      case 1 -> new RuleEdit.MoveActionDown(action);
      case 2 -> new RuleEdit.MoveStepUp(step);
      case 3 -> new RuleEdit.MoveStepDown(step);
      case 4 -> new RuleEdit.ChangeBlockWord(step, word);
      case 5 -> new RuleEdit.SplitBlock(action);
      case 6 -> new RuleEdit.MergeWithNext(step);
      case 7 -> new RuleEdit.SetEnabled(random.nextBoolean() ? action : step, random.nextBoolean());
      case 8 -> new RuleEdit.Remove(random.nextInt(4) == 0 ? step : action);
      case 9 -> new RuleEdit.SetAtomic(step, random.nextBoolean());
      default -> new RuleEdit.ChangeWord(action, word);
    };
  }

  private static <T> T one(SplittableRandom random, List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  private static View reread(View view) {
    var read = DocumentReader.read(DocumentWriter.write(new Document.OfView(view)), "edited.yaml");
    assertThat(read.problems()).isEmpty();
    return ((Document.OfView) java.util.Objects.requireNonNull(read.document())).view();
  }

  // ---- what there is

  private static List<Step> steps(List<? extends Step> outer) {
    var all = new ArrayList<Step>();
    for (var step : outer) {
      all.add(step);
      if (step instanceof Handler handler) {
        all.addAll(steps(handler.steps()));
      }
    }
    return all;
  }

  private static List<String> handlers(Rule rule) {
    return steps(rule.handlers()).stream().filter(Handler.class::isInstance).map(Step::id).toList();
  }

  private static List<Action> actions(List<? extends Step> outer) {
    return steps(outer).stream()
        .filter(Block.class::isInstance)
        .flatMap(step -> ((Block) step).actions().stream())
        .toList();
  }

  private static List<String> ids(View view) {
    var ids = new ArrayList<>(actionIds(view));
    for (var rule : view.rules()) {
      ids.add(rule.id());
      steps(rule.handlers()).forEach(step -> ids.add(step.id()));
    }
    return ids;
  }

  private static List<String> actionIds(View view) {
    return view.rules().stream()
        .flatMap(rule -> actions(rule.handlers()).stream())
        .map(Action::id)
        .toList();
  }

  private static List<String> comments(View view, TreeSet<String> of) {
    return view.rules().stream()
        .flatMap(rule -> actions(rule.handlers()).stream())
        .filter(action -> of.contains(action.id()))
        .map(action -> action.id() + ": " + action.comment() + action.operation())
        .sorted()
        .toList();
  }

  private static long emptyBlocks(View view) {
    return view.rules().stream()
        .flatMap(rule -> steps(rule.handlers()).stream())
        .filter(step -> step instanceof Block block && block.actions().isEmpty())
        .count();
  }
}
