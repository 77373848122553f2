package org.baltoro.forms.broker.sql;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import org.baltoro.forms.smartobject.FileValue;

/**
 * A file in one column: a format number (1), name and content type as Java's modified UTF with
 * their lengths, then the content.
 */
final class Envelope {
  private static final int FORMAT = 1;

  private Envelope() {}

  static byte[] pack(FileValue file) {
    var bytes = new ByteArrayOutputStream(file.content().length + 64);
    try (var out = new DataOutputStream(bytes)) {
      out.writeByte(FORMAT);
      out.writeUTF(cut(file.name()));
      out.writeUTF(cut(file.contentType()));
      out.write(file.content());
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  /** Names are 65,535 bytes at most in this format; no file system has longer ones. */
  private static String cut(String name) {
    return name.length() <= 1_000 ? name : name.substring(0, 1_000);
  }

  static FileValue unpack(byte[] packed) throws SQLException {
    try (var in = new DataInputStream(new ByteArrayInputStream(packed))) {
      if (in.readByte() != FORMAT) {
        throw new SQLException("A file is of an unknown format.");
      }
      return new FileValue(in.readUTF(), in.readUTF(), in.readAllBytes());
    } catch (IOException malformed) {
      throw new SQLException("A file is cut off.", malformed);
    }
  }
}
