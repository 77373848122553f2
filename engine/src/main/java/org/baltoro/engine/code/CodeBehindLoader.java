package org.baltoro.engine.code;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.baltoro.api.code.CodeHandler;

/**
 * Makes handlers of compiled code. Each call makes a class loader of its own, for one version of a
 * definition; it goes when its handlers and their running code are gone.
 */
public final class CodeBehindLoader {
  private CodeBehindLoader() {}

  /**
   * The handlers by {@link CodePlace#key()}, in the order of the classes.
   *
   * @param classes as {@link CodeBehindCompiler} made them: bytes by binary name
   * @throws IllegalArgumentException if they aren't classes that it made
   */
  public static Map<String, CodeHandler<?>> load(SequencedMap<String, byte[]> classes) {
    var loader = new VersionLoader(classes);
    var handlers = new LinkedHashMap<String, CodeHandler<?>>();
    for (var name : classes.keySet()) {
      try {
        var type = Class.forName(name, true, loader);
        if (type.getEnclosingClass() == null && CodeHandler.class.isAssignableFrom(type)) {
          var key = (String) type.getField(Snippet.KEY_FIELD).get(null);
          handlers.put(key, (CodeHandler<?>) type.getDeclaredConstructor().newInstance());
        }
      } catch (ReflectiveOperationException | LinkageError failure) {
        throw new IllegalArgumentException(
            "Class %s is none that the code-behind compiler made, or it was made for another API. Deploy the definition again."
                .formatted(name),
            failure);
      }
    }
    return Collections.unmodifiableMap(handlers);
  }

  private static final class VersionLoader extends ClassLoader {
    static {
      registerAsParallelCapable();
    }

    private final Map<String, byte[]> classes;

    VersionLoader(Map<String, byte[]> classes) {
      super(CodeHandler.class.getClassLoader());
      this.classes = Map.copyOf(classes);
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      var bytes = classes.get(name);
      if (bytes == null) {
        throw new ClassNotFoundException(name);
      }
      return defineClass(name, bytes, 0, bytes.length);
    }
  }
}
