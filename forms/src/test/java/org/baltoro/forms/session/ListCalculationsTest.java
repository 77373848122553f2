package org.baltoro.forms.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.baltoro.forms.session.Design.control;
import static org.baltoro.forms.session.Design.editableList;
import static org.baltoro.forms.session.Design.form;

import java.math.BigDecimal;
import java.util.ArrayList;
import org.baltoro.forms.broker.java.JavaBroker;
import org.baltoro.forms.broker.java.JavaObject;
import org.baltoro.forms.document.ControlType;
import org.baltoro.forms.smartobject.MethodKind;
import org.baltoro.forms.smartobject.PropertyType;
import org.baltoro.forms.smartobject.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Columns that are calculated from all rows of their list. */
class ListCalculationsTest {
  private final Desk desk = new Desk();

  @AfterEach
  void close() {
    desk.close();
  }

  private FormSession open(int rows) {
    var numbers =
        JavaObject.named("Numbers")
            .key("Code", PropertyType.NUMBER)
            .property("Amount", PropertyType.DECIMAL)
            .method("List", MethodKind.LIST)
            .gives("Code", "Amount")
            .lists(call -> {
              var all = new ArrayList<Row>();
              for (long code = 1; code <= rows; code++) {
                all.add(Row.of("Code", code, "Amount", BigDecimal.ONE));
              }
              return all;
            });
    desk.service("Numbers", JavaBroker.of(numbers.build()))
        .has(
            editableList("Numbers")
                .source("Numbers", "List")
                .field("code", "Code", PropertyType.NUMBER)
                .field("amount", "Amount", ControlType.DECIMAL, PropertyType.DECIMAL)
                .control(control("share", ControlType.DECIMAL).follows("amount / sum(rows.amount)"))
                .control(control("twice", ControlType.DECIMAL).follows("share * 2")))
        .has(form("Form").view("list", "Numbers"));
    return desk.open("Form");
  }

  @Test
  void eachRowFollowsWhatAllHoldTogether() {
    var user = open(4);
    assertThat(user.rows("list"))
        .extracting(row -> row.get("share"))
        .containsOnly(new BigDecimal("0.25"));
    user.editRow("list", 0);
    user.set("list.amount", 0, 5);
    assertThat(user.rows("list"))
        .extracting(row -> row.get("share"))
        .containsExactly(
            new BigDecimal("0.625"),
            new BigDecimal("0.125"),
            new BigDecimal("0.125"),
            new BigDecimal("0.125"));
    user.set("list.amount", 0, 1);
    assertThat(user.rows("list"))
        .extracting(row -> row.get("twice"))
        .containsOnly(new BigDecimal("0.50"));
  }

  @Test
  void aLongListIsCalculatedToItsEnd() {
    var user = open(500);
    user.editRow("list", 0);
    user.set("list.amount", 0, 501);
    assertThat(user.rows("list").getFirst().get("share")).isEqualTo(new BigDecimal("0.501"));
    assertThat(user.rows("list").getLast().get("share")).isEqualTo(new BigDecimal("0.001"));
  }
}
