package org.baltoro.store.sql;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * Compiled classes as one value: the format's number (1), how many classes, then for each its name,
 * its length and its bytes.
 */
final class ClassArchive {
  private static final int FORMAT = 1;

  private ClassArchive() {}

  static byte[] pack(SequencedMap<String, byte[]> classes) {
    var bytes = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(bytes)) {
      out.writeByte(FORMAT);
      out.writeInt(classes.size());
      for (var entry : classes.entrySet()) {
        out.writeUTF(entry.getKey());
        out.writeInt(entry.getValue().length);
        out.write(entry.getValue());
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  static SequencedMap<String, byte[]> unpack(byte[] archive) {
    var classes = new LinkedHashMap<String, byte[]>();
    try (var in = new DataInputStream(new ByteArrayInputStream(archive))) {
      int format = in.readByte();
      if (format != FORMAT) {
        throw new IllegalStateException(
            "Compiled classes have the format %d, and this version reads %d only: use a newer one."
                .formatted(format, FORMAT));
      }
      int count = in.readInt();
      for (int number = 0; number < count; number++) {
        var name = in.readUTF();
        classes.put(name, in.readNBytes(in.readInt()));
      }
    } catch (IOException broken) {
      throw new IllegalStateException(
          "Compiled classes in the store are cut short: deploy the definition again.", broken);
    }
    return classes;
  }
}
