package org.baltoro.forms.document;

import static org.baltoro.forms.document.ControlEvent.CHANGED;
import static org.baltoro.forms.document.ControlEvent.CLICKED;
import static org.baltoro.forms.document.ControlEvent.FOCUSED;
import static org.baltoro.forms.document.ControlEvent.LEFT;
import static org.baltoro.forms.document.ControlEvent.POPULATED;
import static org.baltoro.forms.document.ControlEvent.TICK;
import static org.baltoro.forms.document.ControlMethod.CLEAR;
import static org.baltoro.forms.document.ControlMethod.FOCUS;
import static org.baltoro.forms.document.ControlMethod.POPULATE;
import static org.baltoro.forms.document.ControlMethod.START;
import static org.baltoro.forms.document.ControlMethod.STOP;
import static org.baltoro.forms.document.ControlSetting.ADDRESS;
import static org.baltoro.forms.document.ControlSetting.COLUMNS;
import static org.baltoro.forms.document.ControlSetting.CONTENT_TYPES;
import static org.baltoro.forms.document.ControlSetting.DECIMALS;
import static org.baltoro.forms.document.ControlSetting.INTERVAL_SECONDS;
import static org.baltoro.forms.document.ControlSetting.LENGTH_MAX;
import static org.baltoro.forms.document.ControlSetting.MAXIMUM;
import static org.baltoro.forms.document.ControlSetting.MINIMUM;
import static org.baltoro.forms.document.ControlSetting.PASSWORD;
import static org.baltoro.forms.document.ControlSetting.PROCESS;
import static org.baltoro.forms.document.ControlSetting.ROWS;
import static org.baltoro.forms.document.ControlSetting.RUNNING;
import static org.baltoro.forms.document.ControlSetting.SIZE_MAX;
import static org.baltoro.forms.document.ControlSetting.TEXT;

import java.util.List;
import org.baltoro.forms.smartobject.PropertyType;
import org.jspecify.annotations.Nullable;

/** The kinds of controls: what each holds, what happens to it, what it can be told and to do. */
public enum ControlType {
  TEXT_BOX(Category.INPUT, PropertyType.TEXT, Events.TYPED, List.of(LENGTH_MAX, PASSWORD)),
  TEXT_AREA(Category.INPUT, PropertyType.MEMO, Events.TYPED, List.of(LENGTH_MAX, ROWS)),
  NUMBER(Category.INPUT, PropertyType.NUMBER, Events.TYPED, List.of(MINIMUM, MAXIMUM)),
  DECIMAL(Category.INPUT, PropertyType.DECIMAL, Events.TYPED, List.of(MINIMUM, MAXIMUM, DECIMALS)),
  DATE(Category.INPUT, PropertyType.DATE, Events.TYPED, List.of()),
  DATE_TIME(Category.INPUT, PropertyType.DATE_TIME, Events.TYPED, List.of()),
  TIME(Category.INPUT, PropertyType.TIME, Events.TYPED, List.of()),
  CHECK_BOX(Category.INPUT, PropertyType.YES_NO, Events.TYPED, List.of(TEXT)),
  HYPERLINK(Category.INPUT, PropertyType.HYPERLINK, Events.CLICKED_OR_CHANGED, List.of()),
  DATA_LABEL(Category.INPUT, null, Events.CLICKED_OR_CHANGED, List.of()),
  FILE(Category.INPUT, PropertyType.FILE, Events.TYPED, List.of(SIZE_MAX, CONTENT_TYPES)),
  IMAGE(Category.INPUT, PropertyType.IMAGE, Events.TYPED, List.of(SIZE_MAX, CONTENT_TYPES)),

  DROP_DOWN(Category.LISTING, null, Events.CHOSEN, List.of()),
  RADIO_LIST(Category.LISTING, null, Events.CHOSEN, List.of(COLUMNS)),
  /** Finds a row while the user types, and shows a display text for its key. */
  LOOKUP(Category.LISTING, null, Events.CHOSEN, List.of()),
  LIST_BOX(Category.LISTING, null, Events.CHOSEN, List.of(ROWS)),
  CHECK_BOX_LIST(Category.LISTING, PropertyType.MULTIVALUE, Events.CHOSEN, List.of(COLUMNS)),
  MULTI_SELECT(Category.LISTING, PropertyType.MULTIVALUE, Events.CHOSEN, List.of()),

  LABEL(Category.DISPLAY, null, List.of(CLICKED), List.of(TEXT)),
  /** A page, shown inside of the view. */
  CONTENT(Category.DISPLAY, PropertyType.HYPERLINK, List.of(), List.of(ADDRESS)),
  /** The user's worklist. */
  WORKLIST(Category.DISPLAY, null, List.of(CLICKED, POPULATED), List.of(PROCESS, ROWS)),

  BUTTON(Category.ACTION, null, List.of(CLICKED), List.of(TEXT)),
  TIMER(Category.ACTION, null, List.of(TICK), List.of(INTERVAL_SECONDS, RUNNING)),

  TABLE(Category.LAYOUT, null, List.of(), List.of(COLUMNS));

  /** What the rules make of a control. */
  public enum Category {
    /** Shows something; rules may set it, users can't. */
    DISPLAY,
    /** Holds a value. */
    INPUT,
    /** Holds a value, one or several of the items of a data source. */
    LISTING,
    /** Has events only. */
    ACTION,
    /** Has other controls inside. */
    LAYOUT
  }

  /** Events that several kinds share. */
  private static final class Events {
    static final List<ControlEvent> TYPED = List.of(CHANGED, FOCUSED, LEFT);
    static final List<ControlEvent> CHOSEN = List.of(CHANGED, FOCUSED, LEFT, POPULATED);
    static final List<ControlEvent> CLICKED_OR_CHANGED = List.of(CLICKED, CHANGED);
  }

  private final Category category;
  private final @Nullable PropertyType valueType;

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<ControlEvent> events;

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<ControlSetting> settings;

  ControlType(
      Category category,
      @Nullable PropertyType valueType,
      List<ControlEvent> events,
      List<ControlSetting> settings) {
    this.category = category;
    this.valueType = valueType;
    this.events = events;
    this.settings = settings;
  }

  public Category category() {
    return category;
  }

  /** What it holds when the document does not say; null: text, or nothing if it holds no value. */
  public @Nullable PropertyType valueType() {
    return valueType;
  }

  /** What happens to it, in the order to be offered. */
  public List<ControlEvent> events() {
    return events;
  }

  /** What only this kind can be told. */
  public List<ControlSetting> settings() {
    return settings;
  }

  /** What rules may have it do. */
  public List<ControlMethod> methods() {
    return switch (category) {
      case LISTING -> List.of(POPULATE, CLEAR, FOCUS);
      case INPUT -> this == DATA_LABEL ? List.of(CLEAR) : List.of(CLEAR, FOCUS);
      case DISPLAY -> this == WORKLIST ? List.of(POPULATE) : List.of();
      case ACTION -> this == TIMER ? List.of(START, STOP) : List.of(FOCUS);
      case LAYOUT -> List.of();
    };
  }

  /** Whether rules may set how it is in this way. */
  public boolean has(ElementProperty property) {
    return switch (property) {
      case VISIBLE, STYLE -> this != TIMER;
      case ENABLED -> category != Category.DISPLAY || this == WORKLIST;
      case READ_ONLY -> holdsValue() || this == TABLE;
      case REQUIRED, WATERMARK ->
          holdsValue() && this != DATA_LABEL && category != Category.DISPLAY;
      case TITLE, TOOLTIP -> this != TIMER && this != TABLE;
      case COLLAPSED -> false;
    };
  }

  /** Whether it has a value, which rules and, unless it only displays, users may change. */
  public boolean holdsValue() {
    return category == Category.INPUT
        || category == Category.LISTING
        || this == LABEL
        || this == CONTENT;
  }

  /** Whether the value is a list of several items. */
  public boolean choosesMany() {
    return this == CHECK_BOX_LIST || this == MULTI_SELECT;
  }
}
