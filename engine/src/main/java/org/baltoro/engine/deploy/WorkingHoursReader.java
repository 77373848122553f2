package org.baltoro.engine.deploy;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.baltoro.kernel.definition.WorkingHours;
import org.baltoro.kernel.definition.WorkingHours.Hours;
import org.baltoro.language.yaml.Reading;
import org.baltoro.language.yaml.Section;
import org.baltoro.language.yaml.Section.Part;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads the working hours of a process. */
final class WorkingHoursReader {
  private static final String CLOSED = "closed";
  private static final Hours ALL_DAY = new Hours(LocalTime.MIDNIGHT, LocalTime.MIDNIGHT);
  private static final List<String> KEYS = keys();

  private final Reading reading;

  private WorkingHoursReader(Reading reading) {
    this.reading = reading;
  }

  /**
   * @param usual the time zone of hours that name none
   */
  static Map<String, WorkingHours> read(Reading reading, Section process, ZoneId usual) {
    var reader = new WorkingHoursReader(reading);
    var read = new LinkedHashMap<String, WorkingHours>();
    process
        .entries("workingHours", "a mapping of working hours by name")
        .forEach((name, part) -> read.put(name, reader.hours(part, usual)));
    return read;
  }

  private WorkingHours hours(Part part, ZoneId usual) {
    var section = Section.of(reading, part, "a mapping of weekdays, as monday: 09:00-17:00", KEYS);
    if (!section.isReadable()) {
      return new WorkingHours(usual, new EnumMap<>(DayOfWeek.class), new TreeMap<>());
    }
    var week = new EnumMap<DayOfWeek, List<Hours>>(DayOfWeek.class);
    for (var day : DayOfWeek.values()) {
      var ofDay = section.part(key(day));
      var hours = ofDay == null ? List.<Hours>of() : ofDay(ofDay);
      if (hours.isEmpty() && ofDay != null && !isClosed(ofDay)) {
        hours = List.of(ALL_DAY); // unreadable: whether the week has hours is not known
      }
      if (!hours.isEmpty()) {
        week.put(day, hours);
      }
    }
    var dates = new TreeMap<LocalDate, List<Hours>>();
    section
        .entries("dates", "a mapping of hours by date")
        .forEach((text, ofDate) -> {
          var date = date(text, ofDate);
          if (date != null) {
            dates.put(date, ofDay(ofDate));
          }
        });
    return new WorkingHours(section.zone("timeZone", usual), week, dates);
  }

  private @Nullable LocalDate date(String text, Part part) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException noDate) {
      reading.unreadable(
          part.path(), "'" + Reading.shortened(text) + "'", "a date such as 2026-12-25");
      return null;
    }
  }

  private List<Hours> ofDay(Part part) {
    var hours = new ArrayList<Hours>();
    if (part.node() instanceof SequenceNode list) {
      for (int place = 0; place < list.getValue().size(); place++) {
        add(new Part(part.path() + "[" + place + "]", list.getValue().get(place)), hours);
      }
    } else if (!isClosed(part)) {
      add(part, hours);
    }
    return hours;
  }

  private static boolean isClosed(Part part) {
    return part.node() instanceof ScalarNode scalar
        ? scalar.getValue().equals(CLOSED)
        : part.node() instanceof SequenceNode list && list.getValue().isEmpty();
  }

  private void add(Part part, List<Hours> hours) {
    var read = part.node() instanceof ScalarNode scalar ? HoursText.read(scalar.getValue()) : null;
    if (read == null) {
      reading.unreadable(part.path(), Reading.shown(part.node()), HoursText.EXPECTED);
    } else {
      hours.add(read);
    }
  }

  static String key(DayOfWeek day) {
    return day.name().toLowerCase(Locale.ROOT);
  }

  private static List<String> keys() {
    var keys = new ArrayList<String>();
    keys.add("timeZone");
    for (var day : DayOfWeek.values()) {
      keys.add(key(day));
    }
    keys.add("dates");
    return List.copyOf(keys);
  }
}
