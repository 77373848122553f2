package org.baltoro.server.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.baltoro.forms.rule.Gantt;
import org.baltoro.forms.session.FormSession;
import org.baltoro.forms.session.Outgoing;
import org.baltoro.server.cli.Terminal.Style;
import org.jspecify.annotations.Nullable;

/** A user at a form: line by line, each followed by what it changed. */
final class FormPlay {
  private static final int GANTT_WIDTH = 48;

  private final FormSession session;
  private final RemoteForm form;
  private final Terminal terminal;
  private final boolean traced;
  private final boolean silent;
  private final FormWords words;
  private final FormPrinter printer;

  /**
   * @param silent nothing but what is wrong is written
   */
  FormPlay(
      FormSession session, RemoteForm form, Terminal terminal, boolean traced, boolean silent) {
    this.session = session;
    this.form = form;
    this.terminal = terminal;
    this.traced = traced;
    this.silent = silent;
    this.words = new FormWords(session);
    this.printer = new FormPrinter(session, terminal);
  }

  /**
   * Does what the lines say; without any what is read.
   *
   * @return false: something was refused, or a rule failed
   */
  boolean play(List<String> lines) {
    boolean good = tell();
    if (lines.isEmpty()) {
      return read(good);
    }
    for (var line : lines) {
      if (!good) {
        return false;
      }
      if (!silent) {
        terminal.out().println(terminal.styled(Style.QUIET, "> " + line));
      }
      good = act(line.strip());
    }
    return good;
  }

  /** Where somebody types, a mistake ends nothing. */
  private boolean read(boolean goodSoFar) {
    boolean typed = terminal.columns() != Terminal.UNBOUNDED;
    boolean good = goodSoFar;
    try {
      for (var line = next(typed); line != null && !line.strip().equals("quit"); ) {
        good = act(line.strip());
        boolean ends = session.windows().isEmpty() || (!good && !typed);
        line = ends ? null : next(typed);
      }
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
    return good || typed;
  }

  private @Nullable String next(boolean typed) throws IOException {
    if (typed) {
      terminal.out().print("> ");
      terminal.out().flush();
    }
    return terminal.in().readLine();
  }

  private boolean act(String line) {
    switch (line) {
      case "" -> {}
      case "help" -> terminal.out().print(FormWords.HELP);
      case "show" -> {
        form.awaitRest();
        printer.everything();
      }
      default -> {
        if (!line.startsWith("#")) {
          return carryOut(line);
        }
      }
    }
    return true;
  }

  private boolean carryOut(String line) {
    try {
      words.carryOut(line);
    } catch (FormSession.NotTaken | UsageException refused) {
      tell();
      terminal.err().println("baltoro: %s: %s".formatted(line, refused.getMessage()));
      terminal.err().flush();
      return false;
    }
    boolean good = tell();
    if (!silent && (line.startsWith("click ") || line.startsWith("submit "))) {
      printer.notValid();
      terminal.out().flush();
    }
    return good;
  }

  /** Writes what has changed. Returns false if a rule failed, and no rule took the error. */
  private boolean tell() {
    var news = form.news();
    if (!silent) {
      printer.changes(news);
      if (traced) {
        news.forEach(this::draw);
      }
      terminal.out().flush();
    }
    return news.stream().noneMatch(Outgoing.Failed.class::isInstance);
  }

  private void draw(Outgoing message) {
    if (message instanceof Outgoing.RuleFinished(var run, var outcome)) {
      session.traces().stream()
          .filter(trace -> trace.run() == run)
          .forEach(trace -> terminal.out().printf("%n%s", Gantt.draw(trace, GANTT_WIDTH)));
    }
  }
}
