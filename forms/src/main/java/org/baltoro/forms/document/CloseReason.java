package org.baltoro.forms.document;

/** Why a subform or subview closes. */
public enum CloseReason {
  /** A rule closed it. */
  RULE,
  /** The user closed its window. */
  DISMISSED,
  /** The page went elsewhere. */
  NAVIGATION,
  /** Its form was closed with all that was open on it. */
  FORM_CLOSED
}
