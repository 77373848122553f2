package org.baltoro.server.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.baltoro.forms.library.Kind;

/** Files of SmartObjects, views and forms, in the order in which they can be deployed. */
final class FormFiles {
  private final List<FormFile> files = new ArrayList<>();
  private final List<Path> others = new ArrayList<>();

  private FormFiles() {}

  /**
   * A file.
   *
   * @param order of its kind: views need their SmartObjects, forms their views
   */
  record FormFile(Path path, String source, int order) {}

  /**
   * What the command line names: files, and of folders all YAML files that are documents of forms.
   *
   * @throws UsageException if one can't be read
   */
  static FormFiles of(List<Path> named) {
    var found = new FormFiles();
    for (var path : named) {
      if (Files.isDirectory(path)) {
        found.addFolder(path);
      } else {
        var source = DefinitionFile.read(path);
        if (DefinitionFile.firstKey(source).filter("process"::equals).isPresent()) {
          throw new UsageException(
              "%s defines a process: 'baltoro check' and 'baltoro deploy' take it."
                  .formatted(path));
        }
        found.files.add(new FormFile(path, source, order(source)));
      }
    }
    if (found.files.isEmpty()) {
      throw new UsageException(
          "There is no file of a SmartObject, view or form in %s: they end in .yaml, and begin with"
                  .formatted(named.getFirst())
              + " 'smartObject:', 'view:' or 'form:'.");
    }
    found.files.sort(Comparator.comparingInt(FormFile::order));
    return found;
  }

  /** In the order of deployment. */
  List<FormFile> files() {
    return files;
  }

  /** YAML files of the folders that are something else: processes, for example. */
  List<Path> others() {
    return others;
  }

  private void addFolder(Path folder) {
    try (var all = Files.walk(folder)) {
      for (var path : all.filter(FormFiles::isYaml).sorted().toList()) {
        var source = DefinitionFile.read(path);
        int order = order(source);
        if (order < Kind.values().length) {
          files.add(new FormFile(path, source, order));
        } else {
          others.add(path);
        }
      }
    } catch (IOException failure) {
      throw new UsageException(
          "The folder %s can't be read: %s.".formatted(folder, failure.getMessage()));
    }
  }

  private static boolean isYaml(Path path) {
    var name = path.toString();
    return Files.isRegularFile(path) && (name.endsWith(".yaml") || name.endsWith(".yml"));
  }

  /** By the first key; last where it is none of ours, so that the server says what is wrong. */
  private static int order(String source) {
    return DefinitionFile.firstKey(source)
        .flatMap(Kind::ofKey)
        .map(Kind::ordinal)
        .orElse(Kind.values().length);
  }
}
