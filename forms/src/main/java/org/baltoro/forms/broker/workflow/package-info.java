/**
 * The workflow server as a service, on the connection of whoever calls: their rights apply, and the
 * journal names them. Start reading at {@link org.baltoro.forms.broker.workflow.WorkflowBroker}.
 */
@NullMarked
package org.baltoro.forms.broker.workflow;

import org.jspecify.annotations.NullMarked;
