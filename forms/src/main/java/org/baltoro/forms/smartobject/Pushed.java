package org.baltoro.forms.smartobject;

/**
 * What the source of a list did itself; the rest was done here, on all the rows that it gave.
 *
 * @param filter the whole filter; true when there was none
 * @param sort true when there was none
 * @param page true when there was none
 * @param rowsRead how many rows came from the source
 */
public record Pushed(boolean filter, boolean sort, boolean page, long rowsRead) {

  /** All that was asked for. */
  public static Pushed all(long rowsRead) {
    return new Pushed(true, true, true, rowsRead);
  }

  public boolean everything() {
    return filter && sort && page;
  }
}
