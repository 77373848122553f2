package org.baltoro.spring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.baltoro.api.Definitions.Deployment;
import org.baltoro.engine.Engine;
import org.baltoro.engine.deploy.BuiltDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.ResourcePatternResolver;

/** The definitions that the application brings: files, and those built in Java. */
final class DefinitionFiles {
  private static final Logger LOG = LoggerFactory.getLogger(DefinitionFiles.class);

  private final ResourcePatternResolver resources;
  private final List<String> locations;
  private final List<BuiltDefinition> built;
  private final String user;

  /**
   * @param user who deploys them
   */
  DefinitionFiles(
      ResourcePatternResolver resources,
      List<String> locations,
      List<BuiltDefinition> built,
      String user) {
    this.resources = resources;
    this.locations = List.copyOf(locations);
    this.built = List.copyOf(built);
    this.user = user;
  }

  List<BuiltDefinition> built() {
    return built;
  }

  /**
   * Deploys them all; what has not changed makes no new version.
   *
   * @throws org.baltoro.api.BaltoroException with all problems of the first one that is wrong
   */
  void deploy(Engine engine) {
    var connection = engine.connectTrusted(user);
    for (var file : files()) {
      var name = Objects.requireNonNullElse(file.getFilename(), file.getDescription());
      tell(connection.definitions().deploy(text(file), name));
    }
    built.forEach(definition -> tell(engine.deploy(definition, user)));
  }

  private List<Resource> files() {
    var files = new ArrayList<Resource>();
    for (var location : locations) {
      try {
        files.addAll(List.of(resources.getResources(location)));
      } catch (IOException missing) {
        LOG.atDebug().addKeyValue("location", location).log("There are no definitions here");
      }
    }
    files.sort(Comparator.comparing(file -> String.valueOf(file.getFilename())));
    return files;
  }

  private static String text(Resource file) {
    try {
      return file.getContentAsString(StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(
          "The definition %s can't be read.".formatted(file.getDescription()), unreadable);
    }
  }

  private static void tell(Deployment deployment) {
    deployment.warnings().forEach(warning -> LOG.warn("{}", warning));
    if (deployment.created()) {
      LOG.atInfo()
          .addKeyValue("process", deployment.process())
          .addKeyValue("version", deployment.version())
          .log("A process was deployed");
    }
  }
}
