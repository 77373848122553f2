package org.baltoro.forms.broker.java;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.baltoro.forms.broker.ServiceBroker;
import org.baltoro.forms.broker.ServiceCall;
import org.baltoro.forms.broker.ServiceContext;
import org.baltoro.forms.broker.ServiceDescription;
import org.baltoro.forms.broker.ServiceResult;
import org.baltoro.forms.smartobject.FieldError;
import org.baltoro.forms.smartobject.SmartObjectException;
import org.baltoro.forms.smartobject.SmartObjectProblem;

/**
 * Calls Java. It has no transactions.
 *
 * <p>What a method throws: a {@link SmartObjectException} is passed on; the message of an {@link
 * IllegalArgumentException} is for the caller; of anything else only the kind is told.
 */
public final class JavaBroker implements ServiceBroker {
  private final Map<String, JavaObject> objects = new LinkedHashMap<>();
  private final ServiceDescription description;

  private JavaBroker(List<JavaObject> given) {
    for (var object : given) {
      if (objects.put(object.description().name(), object) != null) {
        throw new IllegalArgumentException(
            "Two service objects are called '%s'.".formatted(object.description().name()));
      }
    }
    this.description =
        new ServiceDescription(given.stream().map(object -> object.description()).toList());
  }

  /**
   * A broker of these.
   *
   * @param objects {@link JavaObject}s, or objects whose class has a {@link JavaService}
   * @throws IllegalArgumentException saying what of an object can't be described
   */
  public static JavaBroker of(Object... objects) {
    var all = new ArrayList<JavaObject>();
    for (var object : objects) {
      all.add(object instanceof JavaObject made ? made : AnnotatedObject.read(object));
    }
    return new JavaBroker(all);
  }

  @Override
  public ServiceDescription describe() {
    return description;
  }

  @Override
  public ServiceResult execute(ServiceCall call, ServiceContext context) {
    var object = objects.get(call.serviceObject());
    var code = object == null ? null : object.code(call.serviceMethod());
    if (code == null) {
      throw new SmartObjectException(
          SmartObjectProblem.INVALID_DEFINITION,
          "There is no Java method '%s.%s'.".formatted(call.serviceObject(), call.serviceMethod()));
    }
    try {
      return code.execute(new JavaCall(call, context.caller()));
    } catch (SmartObjectException failure) {
      throw failure;
    } catch (IllegalArgumentException refused) {
      throw new SmartObjectException(
          SmartObjectProblem.INVALID_DATA, String.valueOf(refused.getMessage()), none(), refused);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new SmartObjectException(
          SmartObjectProblem.UNAVAILABLE,
          "'%s.%s' was interrupted.".formatted(call.serviceObject(), call.serviceMethod()),
          none(),
          interrupted);
    } catch (Exception failure) { // user code may throw anything: it becomes data
      throw new SmartObjectException(
          SmartObjectProblem.SOURCE_FAILED,
          "the Java method '%s.%s' broke off with a %s."
              .formatted(
                  call.serviceObject(), call.serviceMethod(), failure.getClass().getSimpleName()),
          none(),
          failure);
    }
  }

  private static List<FieldError> none() {
    return List.of();
  }
}
