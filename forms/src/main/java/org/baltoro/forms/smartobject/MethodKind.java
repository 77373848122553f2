package org.baltoro.forms.smartobject;

/** What a method does; apart from its name. Only LIST gives more than one row. */
public enum MethodKind {
  CREATE,
  READ,
  UPDATE,
  DELETE,
  LIST,
  EXECUTE
}
