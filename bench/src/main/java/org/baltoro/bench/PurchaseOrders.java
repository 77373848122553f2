package org.baltoro.bench;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.baltoro.forms.broker.java.JavaObject;
import org.baltoro.forms.smartobject.MethodKind;
import org.baltoro.forms.smartobject.PropertyType;
import org.baltoro.forms.smartobject.Row;

/** A form of the usual kind: an order's header, a lookup of suppliers, ten lines in a list. */
final class PurchaseOrders {
  static final String FORM = "Purchasing/Purchase Order";

  private static final int SUPPLIERS = 20;
  private static final int LINES = 10;

  private static final String HEADER =
      """
      view: Purchasing/Header
      kind: item
      source: { smartObject: Order, method: Load }
      fields: { ID: number, Number: text, Supplier: number, Ordered: text, Total: decimal }
      controls:
        Number: { type: text-box, field: Number, label: Number, lengthMax: 20 }
        Supplier:
          type: lookup
          field: Supplier
          valueType: number
          label: Supplier
          source: { smartObject: Supplier, method: List, value: ID, display: "{Name} ({Country})" }
        Ordered: { type: text-box, field: Ordered, label: Ordered on }
        Total: { type: decimal, field: Total, label: Total, decimals: 2, readOnly: true }
        Urgent: { type: check-box, text: Urgent }
        Reason:
          type: text-area
          label: Why so much?
          visible: false
          validation:
            expression: Total < 1000 or string length(Reason) > 10
            message: Orders of 1000 and more need a reason.
      rules:
        - rule: The total has changed
          when: { changed: Total }
          handlers:
            - if: Total >= 1000
              do:
                - then:
                    - set: [{ control: Reason, property: visible, to: true }]
            - if: Total < 1000
              do:
                - then:
                    - set: [{ control: Reason, property: visible, to: false }]
      """;
  private static final String VIEW_OF_LINES =
      """
      view: Purchasing/Lines
      kind: editable-list
      source: { smartObject: Line, method: List, pageSize: 50 }
      fields: { ID: number, OrderID: number, Item: text, Amount: decimal }
      controls:
        Item: { type: text-box, field: Item, label: Item, validation: { required: true } }
        Amount: { type: decimal, field: Amount, label: Amount, minimum: 0 }
      """;
  private static final String ORDER =
      """
      form: Purchasing/Purchase Order
      title: Purchase order
      parameters: { Order: number }
      tabs:
        Main:
          title: Order
          views:
            Header: Purchasing/Header
            Lines: { view: Purchasing/Lines, title: What is ordered }
        More: { title: More, visible: false }
      controls:
        Sum: { type: data-label, valueType: decimal, expression: sum(Lines.rows.Amount) }
        Save: { type: button, text: Save }
      rules:
        - rule: The form is initialised
          when: initialise
          do:
            - and:
                - initialise: Header
                - initialise: Lines
        - rule: An order is opened
          when: load
          handlers:
            - if: Order != null
              do:
                - then:
                    - executeView: Header
                      method: Load
                      inputs: { ID: { parameter: Order } }
                    - executeView: Lines
                      method: List
                      inputs: { OrderID: { parameter: Order } }
        - rule: Save is clicked
          when: { clicked: Save }
          handlers:
            - if:
                - valid: this
              do:
                - also:
                    - executeView: Header
                      method: Save
                    - executeForItems: { view: Lines, state: changed }
                      method: Save
                - then:
                    - message: "Order ${Header.Number} is saved."
            - onError: true
              do:
                - then:
                    - message: { system: errorMessage }
                      type: error
      """;

  private PurchaseOrders() {}

  static FormShop shop() {
    return new FormShop()
        .service(order())
        .service(line())
        .service(supplier())
        .deploy(HEADER)
        .deploy(VIEW_OF_LINES)
        .deploy(ORDER);
  }

  private static JavaObject order() {
    return JavaObject.named("Order")
        .key("ID", PropertyType.NUMBER)
        .property("Number", PropertyType.TEXT)
        .property("Supplier", PropertyType.NUMBER)
        .property("Ordered", PropertyType.TEXT)
        .property("Total", PropertyType.DECIMAL)
        .method("Load", MethodKind.READ)
        .requires("ID")
        .gives("ID", "Number", "Supplier", "Ordered", "Total")
        .runs(call ->
            Row.of(
                "ID",
                call.get("ID"),
                "Number",
                "PO-" + call.get("ID"),
                "Supplier",
                3L,
                "Ordered",
                "2026-03-02",
                "Total",
                new BigDecimal("1299.90")))
        .method("Save", MethodKind.UPDATE)
        .requires("ID")
        .takes("Number", "Supplier", "Ordered", "Total")
        .runs(call -> null)
        .build();
  }

  private static JavaObject line() {
    return JavaObject.named("Line")
        .key("ID", PropertyType.NUMBER)
        .property("OrderID", PropertyType.NUMBER)
        .property("Item", PropertyType.TEXT)
        .property("Amount", PropertyType.DECIMAL)
        .method("List", MethodKind.LIST)
        .takes("OrderID")
        .gives("ID", "OrderID", "Item", "Amount")
        .lists(call -> lines((Long) Objects.requireNonNull(call.get("OrderID"))))
        .method("Save", MethodKind.UPDATE)
        .requires("ID")
        .takes("OrderID", "Item", "Amount")
        .runs(call -> null)
        .build();
  }

  private static List<Row> lines(long order) {
    var rows = new ArrayList<Row>();
    for (long number = 1; number <= LINES; number++) {
      rows.add(
          Row.of(
              "ID",
              order * LINES + number,
              "OrderID",
              order,
              "Item",
              "Article " + order + "-" + number,
              "Amount",
              new BigDecimal("129.99")));
    }
    return rows;
  }

  private static JavaObject supplier() {
    return JavaObject.named("Supplier")
        .key("ID", PropertyType.NUMBER)
        .property("Name", PropertyType.TEXT)
        .property("Country", PropertyType.TEXT)
        .method("List", MethodKind.LIST)
        .gives("ID", "Name", "Country")
        .lists(call -> suppliers())
        .build();
  }

  /** Made anew each time, as those that come from a database are. */
  private static List<Row> suppliers() {
    var rows = new ArrayList<Row>();
    for (long number = 1; number <= SUPPLIERS; number++) {
      rows.add(Row.of("ID", number, "Name", "Supplier " + number, "Country", "DE"));
    }
    return rows;
  }
}
