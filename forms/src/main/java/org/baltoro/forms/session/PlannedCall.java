package org.baltoro.forms.session;

import org.baltoro.forms.rule.RuleFailure;
import org.baltoro.forms.smartobject.MethodCall;
import org.baltoro.forms.smartobject.MethodReference;
import org.baltoro.forms.smartobject.Result;

/** A SmartObject call of an action. Both methods are called under the lock. */
interface PlannedCall {

  MethodReference method();

  /** The call, with the values of this moment. */
  MethodCall call() throws RuleFailure;

  /** Puts what was returned where it belongs. */
  void apply(Result result) throws RuleFailure;
}
