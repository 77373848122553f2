package org.baltoro.engine.code;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.baltoro.api.DataFields;
import org.baltoro.api.code.ActivityEscalationActionContext;
import org.baltoro.api.code.ProcessFinishRuleContext;
import org.baltoro.api.code.ServerEventContext;
import org.jspecify.annotations.Nullable;

/** What code is given in these tests: it remembers what the code did. */
final class RecordedContext
    implements ServerEventContext, ActivityEscalationActionContext, ProcessFinishRuleContext {
  final Map<String, @Nullable Object> processData = new LinkedHashMap<>();
  final Map<String, @Nullable Object> activityData = new LinkedHashMap<>();
  final List<String> jumps = new ArrayList<>();
  String folio = "";
  boolean isSynchronous = true;

  @Override
  public boolean synchronous() {
    return isSynchronous;
  }

  @Override
  public void setSynchronous(boolean synchronous) {
    isSynchronous = synchronous;
  }

  @Override
  public String serialNumber() {
    return "4711_1";
  }

  @Override
  public Instance processInstance() {
    return new RecordedInstance();
  }

  @Override
  public ActivityInstanceDestination activityInstanceDestination() {
    throw new UnsupportedOperationException("There is none in these tests.");
  }

  @Override
  public ActivityInstance activityInstance() {
    return new RecordedActivity();
  }

  @Override
  public String eventName() {
    return "Post";
  }

  @Override
  public void gotoActivity(String name, boolean expireAll) {
    jumps.add("goto %s%s".formatted(name, expireAll ? ", expire all" : ""));
  }

  @Override
  public void gotoActivity(String name) {
    jumps.add("goto " + name);
  }

  @Override
  public String escalationName() {
    return "Late";
  }

  @Override
  public int round() {
    return 1;
  }

  @Override
  public void expireActivity(String name) {
    jumps.add("expire " + name);
  }

  @Override
  public int attempt() {
    return 1;
  }

  @Override
  public String callbackUrl() {
    return "https://workflow.example/callback";
  }

  @Override
  public String idempotencyKey() {
    return "4711_1";
  }

  @Override
  public Map<String, Object> configuration() {
    return Map.of();
  }

  private final class RecordedInstance implements Instance {
    @Override
    public long id() {
      return 4711;
    }

    @Override
    public String process() {
      return "Finance/Order";
    }

    @Override
    public int version() {
      return 1;
    }

    @Override
    public String folio() {
      return folio;
    }

    @Override
    public void setFolio(String text) {
      folio = text;
    }

    @Override
    public String originator() {
      return "ann";
    }

    @Override
    public int priority() {
      return 1;
    }

    @Override
    public DataFields dataFields() {
      return new Fields(processData);
    }
  }

  private final class RecordedActivity implements ActivityInstance {
    @Override
    public int id() {
      return 1;
    }

    @Override
    public String name() {
      return "Approve";
    }

    @Override
    public DataFields dataFields() {
      return new Fields(activityData);
    }
  }

  private record Fields(Map<String, @Nullable Object> values) implements DataFields {
    @Override
    public Set<String> names() {
      return values.keySet();
    }

    @Override
    public Map<String, String> types() {
      return Map.of();
    }

    @Override
    public @Nullable Object get(String name) {
      return values.get(name);
    }

    @Override
    public DataFields set(String name, @Nullable Object value) {
      values.put(name, value);
      return this;
    }

    @Override
    public Map<String, @Nullable Object> all() {
      return Collections.unmodifiableMap(values);
    }

    @Override
    public DataFields ifUnchanged() {
      return this;
    }
  }
}
