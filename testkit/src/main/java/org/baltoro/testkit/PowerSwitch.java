package org.baltoro.testkit;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.baltoro.store.Store;
import org.baltoro.store.StoreException;

/**
 * Stands between an engine and its real store. Switched off, nothing of the engine reaches the
 * store any more, as when its process has died; the store itself can still be closed.
 */
final class PowerSwitch {
  private volatile boolean off;

  void switchOff() {
    off = true;
  }

  Store around(Store store) {
    return (Store)
        Proxy.newProxyInstance(
            Store.class.getClassLoader(),
            new Class<?>[] {Store.class},
            (proxy, method, arguments) -> {
              if (off && method.getName().equals("leave")) {
                return null; // the dead don't sign off, and nobody is to be warned of that
              }
              if (off && !method.getName().equals("close")) {
                throw new StoreException(
                    StoreException.Kind.CONNECTION, "The engine has crashed, by the test.", null);
              }
              try {
                return method.invoke(store, arguments);
              } catch (InvocationTargetException failed) {
                throw failed.getCause();
              }
            });
  }
}
