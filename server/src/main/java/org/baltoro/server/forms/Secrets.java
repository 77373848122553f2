package org.baltoro.server.forms;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.baltoro.forms.service.SecretReference;
import org.jspecify.annotations.Nullable;

/** Reads the secrets that services refer to: those that the operator lets them, and no others. */
final class Secrets {
  private static final int BYTES_MAX = 65_536;

  private final ServiceLimits limits;

  Secrets(ServiceLimits limits) {
    this.limits = limits;
  }

  /** A secret can't be had; the message says why, and what may be referred to. */
  static final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1;

    Unreadable(String message) {
      super(message);
    }
  }

  /** Why it may not be referred to, or is not there; empty: it can be read. */
  Optional<String> fault(SecretReference reference) {
    try {
      read(reference);
      return Optional.empty();
    } catch (Unreadable unreadable) {
      return Optional.of(String.valueOf(unreadable.getMessage()));
    }
  }

  /**
   * The secret, as it is now.
   *
   * @throws Unreadable if it may not be referred to, or is not there
   */
  String read(SecretReference reference) {
    return switch (reference.kind()) {
      case ENVIRONMENT -> variable(reference);
      case FILE -> file(reference);
    };
  }

  private String variable(SecretReference reference) {
    if (!reference.name().startsWith(ServiceLimits.PREFIX)) {
      throw new Unreadable(
          "%s is none that services may refer to: its name must begin with %s"
              .formatted(reference, ServiceLimits.PREFIX));
    }
    var value = limits.variables().get(reference.name());
    if (value == null) {
      throw new Unreadable(
          "%s is not set: set it in the environment of the server and start it again"
              .formatted(reference));
    }
    return value;
  }

  private String file(SecretReference reference) {
    var folder = limits.secretFolder();
    if (folder == null) {
      throw new Unreadable(
          "%s is not read: the server was started without --secret-folder".formatted(reference));
    }
    var file = within(folder, reference);
    try {
      if (file == null || !Files.isRegularFile(file) || Files.size(file) > BYTES_MAX) {
        throw new Unreadable(
            "%s is no file of at most 64 KB in the server's folder of secrets"
                .formatted(reference));
      }
      return Files.readString(file).replaceFirst("\\R\\z", "");
    } catch (IOException failure) {
      throw new Unreadable(
          "%s can't be read: %s".formatted(reference, failure.getClass().getSimpleName()));
    }
  }

  /** The file itself, after all links, if it is in the folder; null: it is not there. */
  private static @Nullable Path within(Path folder, SecretReference reference) {
    try {
      var root = folder.toRealPath();
      var file = root.resolve(reference.name()).toRealPath();
      return file.startsWith(root) ? file : null;
    } catch (IOException | InvalidPathException missing) {
      return null;
    }
  }
}
