/**
 * Service brokers: how SmartObjects reach the systems that hold the data. Start reading at {@link
 * org.baltoro.forms.broker.ServiceBroker}; the ones that ship are in the packages below. Imports
 * the values of {@code org.baltoro.forms.smartobject}.
 */
@NullMarked
package org.baltoro.forms.broker;

import org.jspecify.annotations.NullMarked;
