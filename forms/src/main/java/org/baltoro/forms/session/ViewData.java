package org.baltoro.forms.session;

import org.baltoro.forms.document.ItemState;
import org.baltoro.forms.document.ViewSource;
import org.baltoro.forms.rule.RuleFailure;
import org.baltoro.forms.smartobject.Method;
import org.baltoro.forms.smartobject.MethodCall;
import org.baltoro.forms.smartobject.MethodKind;
import org.baltoro.forms.smartobject.MethodReference;
import org.baltoro.forms.smartobject.Page;
import org.baltoro.forms.smartobject.Result;
import org.baltoro.forms.smartobject.Row;
import org.jspecify.annotations.Nullable;

/** Between a view and its SmartObject: what its fields give, and where they get what returns. */
final class ViewData {
  /** Of a list that is cut by the layer, not by its view. */
  private static final int PAGE_SIZE = 1_000;

  private final ActionWork work;
  private final Changing changing;

  ViewData(ActionWork work) {
    this.work = work;
    this.changing = new Changing(work.session);
  }

  /** What is mapped, and the rest from the fields; for a list method no more than is mapped. */
  static MethodInputs completed(
      MethodInputs mapped, Area area, MethodReference reference, Reader reader, Session session) {
    var method = method(reference, session);
    if (method == null || method.kind() == MethodKind.LIST) {
      return mapped;
    }
    return mapped.completed(method, Reader.asRow(area, reader.row(area)));
  }

  private static @Nullable Method method(MethodReference reference, Session session) {
    return MethodInputs.method(
        session.services.definitions(), reference.smartObject(), reference.method());
  }

  /** The part of a list that comes first; null: all of it. */
  static @Nullable Page firstPage(Area area, ViewSource source) {
    return area.list == null || source.pageSize() == 0 ? null : Page.first(source.pageSize());
  }

  /** The part that follows on the rows that are there. */
  static Page nextPage(ListState list, ViewSource source, Session session) {
    int size = source.pageSize() == 0 ? PAGE_SIZE : source.pageSize();
    var last = list.last;
    boolean hasKeys =
        last != null
            && session
                .services
                .definitions()
                .find(source.smartObject())
                .filter(definition -> !definition.keys().isEmpty())
                .filter(
                    definition -> definition.keys().stream().allMatch(key -> last.has(key.name())))
                .isPresent();
    if (last != null && hasKeys) {
      return Page.after(last, size);
    }
    long loaded = list.rows.stream().filter(row -> row.state != ItemState.ADDED).count();
    return Page.of(size, loaded);
  }

  /** Adds rows to those that are there. */
  void add(Area area, ListState list, Result result) throws RuleFailure {
    if (!isClosed(area)) {
      changing.addRows(area, list, result.rows(), result.more(), work.writes);
      work.writer.follow();
    }
  }

  /**
   * Puts a result into the fields, or the rows.
   *
   * @param call that gave it
   * @param sent the row of a list that the call was for; null: none
   */
  void put(
      Area area, String method, Result result, @Nullable MethodCall call, @Nullable SentRow sent)
      throws RuleFailure {
    for (var failure : result.failures()) {
      work.writes.note(
          "'%s' failed, and the others went on: %s"
              .formatted(failure.binding(), failure.failure().getMessage()));
    }
    if (isClosed(area)) {
      return;
    }
    var list = area.list;
    if (list == null) {
      fields(area, result.first().orElse(null));
    } else if (isList(area, method)) {
      changing.setRows(area, list, result, call, ItemState.UNCHANGED, work.writes);
    } else if (sent != null) {
      saved(area, sent, method, result);
    }
    work.writer.follow();
    work.writes.raise(new Occurrence.MethodExecuted(area, method));
  }

  /** It may have been closed while the call was under way. */
  private boolean isClosed(Area area) throws RuleFailure {
    if (area.window.closed == null) {
      return false;
    }
    if (!work.writes.isLate()) {
      throw new RuleFailure(
          RunContext.CLOSED, "%s was closed before its method returned.".formatted(area.name()));
    }
    work.writes.note("dropped, as it is late: %s is closed".formatted(area.name()));
    return true;
  }

  private boolean isList(Area area, String name) {
    var source = area.view == null ? null : area.view.source();
    var method =
        source == null
            ? null
            : method(new MethodReference(source.smartObject(), name), work.session);
    return method != null && method.kind() == MethodKind.LIST;
  }

  private void fields(Area area, @Nullable Row values) throws RuleFailure {
    if (area.view == null || values == null) {
      return;
    }
    for (var field : area.view.fields()) {
      var cell = area.cells.get(field.id());
      if (cell != null && values.has(field.property())) {
        var value = Changing.converted(cell.type, values.get(field.property()), cell.place());
        changing.set(cell, value, work.writes);
      }
    }
  }

  /**
   * A row went to its SmartObject: what returned goes into it where nobody has changed it since,
   * and its state is another. What was changed since is still to be saved.
   */
  void saved(Area area, SentRow sent, String name, Result result) throws RuleFailure {
    var list = area.list;
    var source = area.view == null ? null : area.view.source();
    if (list == null || source == null || isClosed(area)) {
      return;
    }
    if (sent.isGone(list)) {
      work.writes.note("dropped: %s has been loaded again".formatted(area.name()));
      return;
    }
    var method = method(new MethodReference(source.smartObject(), name), work.session);
    var row = sent.row();
    work.writes.beforeRow(area, row);
    boolean wasEdited = sent.wasEdited();
    var kind = method == null ? MethodKind.EXECUTE : method.kind();
    if (kind == MethodKind.CREATE && sent.wasRemoved() && !row.listed) {
      list.add(row); // there is one now, and it is to be deleted
    }
    fields(area, sent, result.first().orElse(null));
    var saved = wasEdited ? ItemState.CHANGED : ItemState.UNCHANGED;
    switch (kind) {
      case CREATE, UPDATE -> row.state = sent.wasRemoved() ? row.state : saved;
      case READ -> row.state = row.state == ItemState.CHANGED ? saved : row.state;
      case DELETE -> removed(area, list, row);
      case LIST, EXECUTE -> {}
    }
    changing.touched(area, list);
  }

  private void fields(Area area, SentRow sent, @Nullable Row values) throws RuleFailure {
    if (area.view == null || values == null) {
      return;
    }
    for (var field : area.view.fields()) {
      var cell = sent.row().cells.get(field.id());
      if (cell != null && values.has(field.property())) {
        var value = Changing.converted(cell.type, values.get(field.property()), cell.place());
        field(cell, sent, value);
      }
    }
  }

  private void field(Cell cell, SentRow sent, @Nullable Object value) {
    if (sent.isNewer(cell)) {
      changing.drop(cell, value, work.writes);
    } else {
      changing.set(cell, value, work.writes);
    }
    var typedOver = sent.row().before;
    if (typedOver != null && !work.writes.isLate()) { // who gives up typing has what is saved
      typedOver.put(cell.id, value);
    }
  }

  private void removed(Area area, ListState list, RowState row) {
    if (!row.listed) {
      return;
    }
    list.remove(row);
    work.writes.changedRows(area);
  }
}
