package org.baltoro.store.dialect;

import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/** Makes columns of arrays, in the binary form in which PostgreSQL takes them fastest. */
record PostgresArrays(PGConnection connection) {
  PostgresArrays(Connection connection) throws SQLException {
    this(connection.unwrap(PGConnection.class));
  }

  <T> Array longs(List<T> rows, ToLongFunction<T> column) throws SQLException {
    return connection.createArrayOf("int8", rows.stream().mapToLong(column).toArray());
  }

  <T> Array integers(List<T> rows, ToIntFunction<T> column) throws SQLException {
    return connection.createArrayOf("int4", rows.stream().mapToInt(column).toArray());
  }

  <T> Array shorts(List<T> rows, ToIntFunction<T> column) throws SQLException {
    var numbers = new short[rows.size()];
    for (int place = 0; place < numbers.length; place++) {
      numbers[place] = (short) column.applyAsInt(rows.get(place));
    }
    return connection.createArrayOf("int2", numbers);
  }

  <T> Array truths(List<T> rows, Predicate<T> column) throws SQLException {
    var truths = new boolean[rows.size()];
    for (int place = 0; place < truths.length; place++) {
      truths[place] = column.test(rows.get(place));
    }
    return connection.createArrayOf("bool", truths);
  }

  <T> Array nullableLongs(List<T> rows, Function<T, @Nullable Long> column) throws SQLException {
    var numbers = new @Nullable Long[rows.size()];
    for (int place = 0; place < numbers.length; place++) {
      numbers[place] = column.apply(rows.get(place));
    }
    return connection.createArrayOf("int8", numbers);
  }

  <T> Array texts(List<T> rows, Function<T, @Nullable String> column) throws SQLException {
    var texts = new @Nullable String[rows.size()];
    for (int place = 0; place < texts.length; place++) {
      texts[place] = column.apply(rows.get(place));
    }
    return connection.createArrayOf("text", texts);
  }
}
