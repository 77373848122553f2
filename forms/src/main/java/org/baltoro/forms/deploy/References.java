package org.baltoro.forms.deploy;

import java.util.regex.Pattern;
import org.baltoro.forms.document.Scope;
import org.jspecify.annotations.Nullable;

/**
 * References as files write them. {@code Total} is of the rule's own view or form, {@code
 * Header.Total} of a view on its form, {@code parent:Header.Total} of a view on the form that
 * opened it, {@code lookup:Total} of the subform that was opened as {@code lookup}. Where a whole
 * view or form is meant, the last word is its name or {@code this}.
 */
final class References {
  static final String THIS = "this";
  static final String PARENT = "parent";
  static final String EXPECTED_SCOPE =
      "this, a view's id, parent:this, parent:<view>, or <subform>:this";
  static final String EXPECTED_REFERENCE =
      "an id, perhaps behind a view and a dot: Header.Total, parent:Total, lookup:Header.Total";

  private static final String ID = "([\\p{L}_][\\p{L}\\p{Nd}_]*)";
  private static final Pattern REFERENCE =
      Pattern.compile("(?:" + ID + ":)?(?:" + ID + "\\.)?" + ID);

  /** An id and whose it is. */
  record Reference(Scope scope, String id) {}

  private References() {}

  /** Null if the text is none. */
  static @Nullable Scope scope(String text) {
    var parts = REFERENCE.matcher(text);
    return parts.matches() && parts.group(2) == null ? scope(parts.group(1), parts.group(3)) : null;
  }

  /** Null if the text is none. */
  static @Nullable Reference reference(String text) {
    var parts = REFERENCE.matcher(text);
    if (!parts.matches()) {
      return null;
    }
    var view = parts.group(2) == null ? THIS : parts.group(2);
    return new Reference(scope(parts.group(1), view), parts.group(3));
  }

  private static Scope scope(@Nullable String opener, String view) {
    var instance = view.equals(THIS) ? null : view;
    if (opener == null) {
      return instance == null ? Scope.OWN : new Scope.Instance(instance);
    }
    return opener.equals(PARENT) ? new Scope.Parent(instance) : new Scope.Opened(opener, instance);
  }

  static String write(Scope scope) {
    return switch (scope) {
      case Scope.Own ignored -> THIS;
      case Scope.Instance(var instance) -> instance;
      case Scope.Parent(var instance) -> PARENT + ":" + (instance == null ? THIS : instance);
      case Scope.Opened(var opened, var instance) ->
          opened + ":" + (instance == null ? THIS : instance);
    };
  }

  static String write(Scope scope, String id) {
    return switch (scope) {
      case Scope.Own ignored -> id;
      case Scope.Instance(var instance) -> instance + "." + id;
      case Scope.Parent(var instance) ->
          PARENT + ":" + (instance == null ? id : instance + "." + id);
      case Scope.Opened(var opened, var instance) ->
          opened + ":" + (instance == null ? id : instance + "." + id);
    };
  }
}
