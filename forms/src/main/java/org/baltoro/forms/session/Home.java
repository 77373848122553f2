package org.baltoro.forms.session;

import org.baltoro.forms.document.Scope;
import org.jspecify.annotations.Nullable;

/** From where a reference is seen: an area of a window. */
record Home(Window window, String area) {

  /** The area that a scope means. Null: there is no such view, or what it means is not open. */
  @Nullable Area find(Scope scope) {
    return switch (scope) {
      case Scope.Own own -> window.area(area);
      case Scope.Instance(var instance) -> window.area(instance);
      case Scope.Parent(var instance) -> {
        var opener = window.opener;
        yield opener == null
            ? null
            : opener.window().area(instance == null ? opener.area() : instance);
      }
      case Scope.Opened(var opened, var instance) -> {
        var child = window.child(opened);
        yield child == null ? null : child.area(instance == null ? "" : instance);
      }
    };
  }
}
