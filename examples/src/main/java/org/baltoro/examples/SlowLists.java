package org.baltoro.examples;

import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.sql.DataSource;
import org.baltoro.forms.broker.java.JavaBroker;
import org.baltoro.forms.broker.java.JavaObject;
import org.baltoro.forms.library.EmbeddedForms;
import org.baltoro.forms.rule.Threads;
import org.baltoro.forms.smartobject.MethodKind;
import org.baltoro.forms.smartobject.PropertyType;
import org.baltoro.forms.smartobject.Row;

/** A SmartObject of lists that take their time: {@code Five} takes five seconds. */
final class SlowLists {
  private static final List<SlowList> LISTS =
      List.of(
          new SlowList("Five", 5),
          new SlowList("Six", 6),
          new SlowList("Seven", 7),
          new SlowList("Eight", 8));

  private record SlowList(String method, int seconds) {}

  private SlowLists() {}

  /**
   * Forms with these lists.
   *
   * @param second how long a second is
   */
  static EmbeddedForms forms(DataSource documents, Threads threads, Duration second) {
    var object =
        JavaObject.named("Lists")
            .key("Code", PropertyType.TEXT)
            .property("Name", PropertyType.TEXT);
    for (var list : LISTS) {
      object =
          object
              .method(list.method(), MethodKind.LIST)
              .gives("Code", "Name")
              .lists(call -> {
                threads.pause(second.multipliedBy(list.seconds()));
                return rows(list.method());
              });
    }
    var forms =
        EmbeddedForms.on(documents, threads, threads::now, ZoneOffset.UTC)
            .service("Lists", JavaBroker.of(object.build()));
    forms.deploy(definition(), "lists.yaml");
    return forms;
  }

  private static List<Row> rows(String list) {
    var rows = new ArrayList<Row>();
    for (int number = 1; number <= 3; number++) {
      var code = list.toLowerCase(Locale.ROOT) + number;
      rows.add(Row.of("Code", code, "Name", list + " " + number));
    }
    return rows;
  }

  private static String definition() {
    var yaml = new StringBuilder();
    yaml.append(
        """
        smartObject: Lists
        properties:
          Code: { type: text, key: true }
          Name: text
        methods:
        """);
    for (var list : LISTS) {
      yaml.append(
          """
            %s:
              kind: list
              returns: [Code, Name]
              bindings: [{ service: Lists, serviceObject: Lists, serviceMethod: %s }]
          """
              .formatted(list.method(), list.method()));
    }
    return yaml.toString();
  }
}
