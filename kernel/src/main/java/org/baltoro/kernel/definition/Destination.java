package org.baltoro.kernel.definition;

/**
 * Whom work is for, before it is known who that is.
 *
 * <p>Text form: a user's name, {@code group:<name>}, {@code role:<name>}, {@code originator},
 * {@code manager:<user>}, {@code manager:originator}, or {@code = <expression>}, which gives one
 * such name or a list of them.
 */
public sealed interface Destination {
  String ORIGINATOR = "originator";
  String GROUP_PREFIX = "group:";
  String ROLE_PREFIX = "role:";
  String MANAGER_PREFIX = "manager:";
  String EXPRESSION_PREFIX = "=";

  /** A user, a group or a role, by its name. */
  record Subject(String name) implements Destination {
    /** True for a group or a role: several users, who may change. */
    public boolean isOfSeveral() {
      return name.startsWith(GROUP_PREFIX) || name.startsWith(ROLE_PREFIX);
    }
  }

  /** Who started the instance. */
  record Originator() implements Destination {}

  /** The manager of a user, or of the originator. */
  record ManagerOf(Destination whose) implements Destination {}

  record Evaluated(Expression expression) implements Destination {}

  static Destination of(String text) {
    if (text.startsWith(EXPRESSION_PREFIX)) {
      return new Evaluated(new Expression(text.substring(EXPRESSION_PREFIX.length()).strip()));
    }
    return named(text);
  }

  /** Without expressions: what an expression gives is a name. */
  static Destination named(String text) {
    if (text.equals(ORIGINATOR)) {
      return new Originator();
    }
    if (text.startsWith(MANAGER_PREFIX)) {
      return new ManagerOf(named(text.substring(MANAGER_PREFIX.length())));
    }
    return new Subject(text);
  }
}
