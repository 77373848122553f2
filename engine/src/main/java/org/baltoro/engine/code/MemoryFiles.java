package org.baltoro.engine.code;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.NestingKind;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardLocation;
import org.jspecify.annotations.Nullable;

/**
 * What javac sees of the world: the snippets, the API, and Java itself. Nothing else of the
 * server's own class path, and nothing of the disk.
 */
final class MemoryFiles extends ForwardingJavaFileManager<JavaFileManager> {
  private final ApiClasses api;
  private final Map<String, Output> outputs = new TreeMap<>();

  MemoryFiles(JavaFileManager java, ApiClasses api) {
    super(java);
    this.api = api;
  }

  /** The classes that were made, by binary name. */
  SequencedMap<String, byte[]> classes() {
    var classes = new LinkedHashMap<String, byte[]>();
    outputs.forEach((name, output) -> classes.put(name, output.bytes.toByteArray()));
    return classes;
  }

  @Override
  public Iterable<JavaFileObject> list(
      Location location, String packageName, Set<JavaFileObject.Kind> kinds, boolean recurse)
      throws IOException {
    if (location != StandardLocation.CLASS_PATH) {
      return isOurs(location) ? List.of() : super.list(location, packageName, kinds, recurse);
    }
    var files = new ArrayList<JavaFileObject>();
    if (kinds.contains(JavaFileObject.Kind.CLASS)) {
      api.in(packageName).forEach((name, bytes) -> files.add(new ApiFile(name, bytes)));
    }
    return files;
  }

  private static boolean isOurs(Location location) {
    return location == StandardLocation.SOURCE_PATH || location == StandardLocation.CLASS_OUTPUT;
  }

  @Override
  public @Nullable String inferBinaryName(Location location, JavaFileObject file) {
    return file instanceof ApiFile ours
        ? ours.binaryName
        : file instanceof Source ? null : super.inferBinaryName(location, file);
  }

  @Override
  public boolean hasLocation(Location location) {
    return location == StandardLocation.CLASS_PATH
        || (!isOurs(location) && super.hasLocation(location));
  }

  @Override
  public JavaFileObject getJavaFileForOutput(
      Location location, String className, JavaFileObject.Kind kind, @Nullable FileObject sibling) {
    var output = new Output(className);
    outputs.put(className, output);
    return output;
  }

  @Override
  public boolean isSameFile(FileObject one, FileObject other) {
    return one.toUri().equals(other.toUri());
  }

  private static URI uri(String path) {
    try {
      return new URI("memory", null, "/" + path, null);
    } catch (URISyntaxException wrong) {
      throw new IllegalStateException("'%s' makes no URI.".formatted(path), wrong);
    }
  }

  /** A snippet's class, before it is compiled. */
  static final class Source extends SimpleJavaFileObject {
    private final String code;

    Source(Snippet snippet) {
      super(uri(snippet.className() + "/" + snippet.fileName()), Kind.SOURCE);
      this.code = snippet.code();
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return code;
    }

    /** The file is named for stack traces, not as javac would have it. */
    @Override
    public boolean isNameCompatible(String simpleName, Kind kind) {
      return kind == Kind.SOURCE;
    }

    @Override
    public @Nullable NestingKind getNestingKind() {
      return null;
    }

    @Override
    public @Nullable Modifier getAccessLevel() {
      return null;
    }
  }

  private static final class ApiFile extends SimpleJavaFileObject {
    private final String binaryName;
    private final byte[] bytes;

    ApiFile(String binaryName, byte[] bytes) {
      super(uri(binaryName.replace('.', '/') + Kind.CLASS.extension), Kind.CLASS);
      this.binaryName = binaryName;
      this.bytes = bytes;
    }

    @Override
    public InputStream openInputStream() {
      return new ByteArrayInputStream(bytes);
    }
  }

  private static final class Output extends SimpleJavaFileObject {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    Output(String className) {
      super(uri(className.replace('.', '/') + Kind.CLASS.extension), Kind.CLASS);
    }

    @Override
    public OutputStream openOutputStream() {
      return bytes;
    }
  }
}
