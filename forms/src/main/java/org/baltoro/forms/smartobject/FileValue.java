package org.baltoro.forms.smartobject;

import java.util.Arrays;
import java.util.Objects;

/**
 * A file as a value.
 *
 * @param contentType for example {@code image/png}
 * @param content must not be changed
 */
public record FileValue(String name, String contentType, byte[] content) {

  @Override
  public boolean equals(Object other) {
    return other instanceof FileValue file
        && name.equals(file.name)
        && contentType.equals(file.contentType)
        && Arrays.equals(content, file.content);
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, contentType, Arrays.hashCode(content));
  }

  @Override
  public String toString() {
    return "%s (%s, %d bytes)".formatted(name, contentType, content.length);
  }
}
