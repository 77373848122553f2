package org.baltoro.kernel;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who there is. Asked while destinations are resolved; what it says goes into the facts. */
public interface Directory {
  /** Nobody. */
  Directory EMPTY =
      new Directory() {
        @Override
        public List<String> members(String subject) {
          return List.of();
        }

        @Override
        public @Nullable String managerOf(String user) {
          return null;
        }
      };

  /**
   * The users of a group or role, in order; none if there is no such.
   *
   * @param subject {@code group:<name>} or {@code role:<name>}
   */
  List<String> members(String subject);

  /** The manager of a user; null if there is none. */
  @Nullable String managerOf(String user);
}
