package org.baltoro.bench.contender;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** What the BPMN engines do alike. */
public abstract class BpmnContender implements Contender {
  private final Endings endings = new Endings();
  private final ConcurrentHashMap<String, String> waiting = new ConcurrentHashMap<>();
  private volatile Runnable fired = () -> {};

  /**
   * An instance that was started.
   *
   * @param ended by now
   */
  public record Started(String id, boolean ended) {}

  /** Deploys a process by the name of its file, unless it was. */
  protected abstract void deploy(String process);

  protected abstract Started start(String process, String number, Map<String, Object> variables);

  /** Lets an execution go on that waits for the outside. */
  protected abstract void goOn(String execution);

  /** Looks at a page of the newest tasks of a user, and answers the one of an instance. */
  protected abstract void answer(String instance, People.User user);

  /** The process tells which of its executions waits for the outside. */
  protected final void waits(String number, String execution) {
    waiting.put(number, execution);
  }

  /** The end of an instance is durable. */
  protected final void ended(String number) {
    endings.ended(number);
  }

  /** The code after a timer has run, durably. */
  protected final void fired() {
    fired.run();
  }

  @Override
  public final Work work(Workload workload) {
    return switch (workload) {
      case STEPS -> {
        deploy("steps");
        yield () -> {
          var order = Order.next();
          endings.await(order.number(), () -> start("steps", order));
        };
      }
      case STRAIGHT -> straight("straight");
      case EXTERNAL -> {
        deploy("external");
        yield () -> {
          var order = Order.next();
          start("external", order);
          goOn(Objects.requireNonNull(waiting.remove(order.number())));
        };
      }
      case TASK -> {
        deploy("task");
        yield () -> {
          var user = People.any();
          answer(startTask(user.anyGroup()).id(), user);
        };
      }
      case RULES -> straight("rules");
      case TOLD, GOTO -> throw new UnsupportedOperationException();
    };
  }

  private Work straight(String process) {
    deploy(process);
    return () -> {
      if (!start(process, Order.next()).ended()) {
        throw new IllegalStateException("The instance has not ended");
      }
    };
  }

  @Override
  public final Work waiting() {
    deploy("external");
    return () -> {
      var order = Order.next();
      start("external", order);
      waiting.remove(order.number());
    };
  }

  @Override
  public final Work waitingTask() {
    deploy("task");
    return () -> startTask(People.any().anyGroup());
  }

  @Override
  public final Work timer(Runnable fired) {
    this.fired = fired;
    deploy("timer");
    return () -> start("timer", Order.next());
  }

  private Started start(String process, Order order) {
    return start(process, order.number(), variables(order));
  }

  private Started startTask(String group) {
    var order = Order.next();
    var variables = variables(order);
    variables.put("group", group);
    return start("task", order.number(), variables);
  }

  private static Map<String, Object> variables(Order order) {
    var variables = new HashMap<String, Object>();
    variables.put("orderNumber", order.number());
    variables.put("amount", order.amount().doubleValue());
    variables.put("supplier", order.supplier());
    variables.put("quantity", order.quantity());
    return variables;
  }
}
