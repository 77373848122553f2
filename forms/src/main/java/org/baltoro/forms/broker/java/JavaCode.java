package org.baltoro.forms.broker.java;

import org.baltoro.forms.broker.ServiceResult;

/** The code of a method. */
@FunctionalInterface
interface JavaCode {
  ServiceResult execute(JavaCall call) throws Exception;
}
