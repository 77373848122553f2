package org.baltoro.forms.smartobject.layer;

import org.baltoro.forms.broker.Transaction;
import org.baltoro.forms.broker.TransactionalResource;

/** A transaction under way, and what it is of. */
record OpenTransaction(TransactionalResource resource, Transaction transaction) {}
