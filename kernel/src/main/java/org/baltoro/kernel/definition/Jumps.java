package org.baltoro.kernel.definition;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.baltoro.kernel.definition.Escalation.Action;
import org.baltoro.kernel.definition.EventDefinition.Code;
import org.baltoro.kernel.definition.EventDefinition.ServerEvent;
import org.baltoro.kernel.definition.EventDefinition.SubProcess;
import org.jspecify.annotations.Nullable;

/**
 * Where an activity, or the process itself, may go to besides its lines: by escalations, and by
 * {@code gotoActivity} in code.
 *
 * @param targets names that are written out
 * @param anywhere code is registered elsewhere, or takes a name from a variable: it may go to any
 *     activity
 */
record Jumps(Set<String> targets, boolean anywhere) {
  private static final Pattern GOTO = Pattern.compile("\\bgotoActivity\\b");
  private static final Pattern LITERAL = Pattern.compile("\\s*\\(\\s*\"([^\"\\\\\\n]*)\"\\s*[,)]");

  static Jumps ofProcess(ProcessDefinition definition) {
    var collector = new Collector();
    collector.code(definition.finishRule());
    collector.code(definition.exceptionRule());
    collector.escalations(definition.escalations());
    return collector.jumps();
  }

  static Jumps of(ActivityDefinition activity) {
    var collector = new Collector();
    collector.code(activity.exceptionRule());
    collector.escalations(activity.escalations());
    for (var event : activity.events()) {
      collector.escalations(event.escalations());
      if (event instanceof ServerEvent server) {
        collector.code(server.code());
        collector.code(server.exceptionRule());
      } else if (event instanceof SubProcess child) {
        collector.code(child.exceptionRule());
      }
    }
    return collector.jumps();
  }

  private static final class Collector {
    private final Set<String> targets = new LinkedHashSet<>();
    private boolean anywhere;

    Jumps jumps() {
      return new Jumps(targets, anywhere);
    }

    void escalations(List<Escalation> escalations) {
      for (var escalation : new ArrayList<>(escalations)) {
        switch (escalation.action()) {
          case Action.RunCode(CodeRule rule) -> code(rule.code());
          case Action.Goto to -> targets.add(to.activity());
          case Action.Expire expire -> {}
          case Action.Redirect redirect -> {}
          case Action.Mail mail -> {}
        }
      }
    }

    void code(@Nullable CodeRule rule) {
      if (rule != null) {
        code(rule.code());
      }
    }

    void code(Code code) {
      switch (code) {
        case Code.Handler handler -> anywhere = true;
        case Code.CodeBehind(String source) -> source(source);
        case Code.Http call -> {}
        case Code.Worker worker -> {}
      }
    }

    private void source(String source) {
      Matcher named = GOTO.matcher(source);
      while (named.find()) {
        var literal = LITERAL.matcher(source).region(named.end(), source.length());
        if (literal.lookingAt()) {
          targets.add(literal.group(1));
        } else {
          anywhere = true;
        }
      }
    }
  }
}
