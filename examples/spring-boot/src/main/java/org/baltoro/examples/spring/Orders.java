package org.baltoro.examples.spring;

import java.math.BigDecimal;
import java.util.List;
import org.baltoro.api.WorklistEntry;
import org.baltoro.spring.BaltoroConnections;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Orders over HTTP; everybody acts under their own name, with their own rights. */
@RestController
class Orders {
  private final BaltoroConnections connections;

  Orders(BaltoroConnections connections) {
    this.connections = connections;
  }

  @PostMapping("/orders")
  long start(@RequestParam BigDecimal amount) {
    var connection = connections.current();
    var order = connection.createProcessInstance("Shop/Order");
    order.dataFields().set("Amount", amount);
    return connection.startProcessInstance(order, true).id();
  }

  @GetMapping("/orders/{id}")
  String status(@PathVariable long id) {
    return connections.current().openProcessInstance(id).status().label();
  }

  @GetMapping("/worklist")
  List<WorklistEntry> worklist() {
    return connections.current().worklist(null, 200).items();
  }

  @PostMapping("/worklist/{serialNumber}/{action}")
  void act(@PathVariable String serialNumber, @PathVariable String action) {
    connections.current().openWorklistItem(serialNumber).finish(action, true);
  }

  @PostMapping("/payments/{serialNumber}")
  void paid(@PathVariable String serialNumber) {
    var payment = connections.current().openServerItem(serialNumber);
    payment.processInstance().dataFields().set("Paid", true);
    payment.finish(true);
  }
}
