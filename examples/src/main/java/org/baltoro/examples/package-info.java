/**
 * Small programs against the object model, each compiled with the build and run by a test. Start
 * reading at {@link org.baltoro.examples.AsynchronousServerEvent}; {@link
 * org.baltoro.examples.EmbeddedEngine} runs without a server, {@link
 * org.baltoro.examples.PurchaseOrderForm} is a form over a database, used without a page.
 */
@NullMarked
package org.baltoro.examples;

import org.jspecify.annotations.NullMarked;
