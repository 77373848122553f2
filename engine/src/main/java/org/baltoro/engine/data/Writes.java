package org.baltoro.engine.data;

import java.util.Map;
import java.util.TreeMap;
import org.baltoro.kernel.Command;
import org.baltoro.kernel.Value;
import org.jspecify.annotations.Nullable;

/**
 * What somebody has set, as a command carries it.
 *
 * @param largeValues contents of the large ones, by hash
 */
public record Writes(Command.Changes changes, Map<String, String> largeValues) {
  public static final Writes NONE = new Writes(Command.Changes.NONE, Map.of());

  /**
   * @param activity null: there is none
   * @param folio null: unchanged
   * @param priority null: unchanged
   * @param unchanged fields that must still have these values
   */
  public static Writes of(
      Fields process,
      @Nullable Fields activity,
      @Nullable String folio,
      @Nullable Integer priority,
      Map<String, Value> unchanged) {
    var ofProcess = LargeContent.split(process.writes());
    var ofActivity = LargeContent.split(activity == null ? Map.of() : activity.writes());
    var contents = new TreeMap<>(ofProcess.contents());
    contents.putAll(ofActivity.contents());
    return new Writes(
        new Command.Changes(ofProcess.values(), ofActivity.values(), folio, priority, unchanged),
        contents);
  }
}
