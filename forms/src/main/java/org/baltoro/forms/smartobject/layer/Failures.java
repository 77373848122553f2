package org.baltoro.forms.smartobject.layer;

import org.baltoro.forms.smartobject.FieldError;
import org.baltoro.forms.smartobject.ServiceBinding;
import org.baltoro.forms.smartobject.SmartObjectException;
import org.baltoro.forms.smartobject.SmartObjectProblem;
import org.baltoro.forms.smartobject.Source;

/** Tells failures of services in the words of the SmartObject. */
final class Failures {
  private Failures() {}

  /** The failure with the SmartObject's properties in place of the service's. */
  static SmartObjectException inTermsOf(
      CheckedCall call, ServiceBinding binding, SmartObjectException failure) {
    var errors =
        failure.fieldErrors().stream()
            .map(error ->
                new FieldError(fieldOf(binding, error.field()), error.code(), error.message()))
            .toList();
    return errors.isEmpty()
        ? new SmartObjectException(
            failure.problem(),
            "'%s' failed: %s".formatted(call.title(), failure.getMessage()),
            errors,
            failure)
        : SmartObjectException.ofFields(
            failure.problem(), "'%s' was refused".formatted(call.title()), errors, failure);
  }

  /** The property or parameter that a service's input comes from or goes to. */
  static String fieldOf(ServiceBinding binding, String serviceName) {
    for (var mapping : binding.inputs()) {
      if (mapping.input().equals(serviceName)) {
        return switch (mapping.source()) {
          case Source.FromProperty from -> from.property();
          case Source.FromParameter from -> from.parameter();
          case Source.FromSystem from -> serviceName;
          case Source.Constant constant -> serviceName;
          case Source.FromBinding from -> serviceName;
        };
      }
    }
    for (var mapping : binding.returns()) {
      if (mapping.serviceProperty().equals(serviceName)) {
        return mapping.property();
      }
    }
    return serviceName;
  }

  /** A broker may throw anything; what it says may hold secrets, so only the kind of it is told. */
  static SmartObjectException unexpected(
      CheckedCall call, ServiceBinding binding, RuntimeException failure) {
    return new SmartObjectException(
        SmartObjectProblem.SOURCE_FAILED,
        "'%s' failed: the service '%s' broke off with a %s in '%s.%s'. That is a fault of the service's broker."
            .formatted(
                call.title(),
                binding.service(),
                failure.getClass().getSimpleName(),
                binding.serviceObject(),
                binding.serviceMethod()),
        java.util.List.of(),
        failure);
  }
}
