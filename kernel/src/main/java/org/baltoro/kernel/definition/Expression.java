package org.baltoro.kernel.definition;

/** An expression in FEEL, as it stands in the definition. */
public record Expression(String text) {
  @Override
  public String toString() {
    return text;
  }
}
