package org.baltoro.forms.document;

/** What a handler does, one step after another. */
public sealed interface Step permits Block, Handler {
  /** Unique in the document. */
  String id();
}
