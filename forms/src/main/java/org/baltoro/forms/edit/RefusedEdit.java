package org.baltoro.forms.edit;

/** An edit can't be made: carries the reason out of its depth. */
final class RefusedEdit extends Exception {
  private static final long serialVersionUID = 1;

  RefusedEdit(String reason) {
    super(reason, null, false, false);
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
