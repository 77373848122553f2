package org.baltoro.language.feel;

import java.util.List;
import java.util.Map;
import scala.jdk.javaapi.CollectionConverters;

/** Between the collections of Java and those of the engine's language. */
final class Scala {
  private Scala() {}

  static <T> scala.collection.immutable.List<T> list(List<T> elements) {
    return CollectionConverters.asScala(elements).toList();
  }

  static <T> List<T> list(scala.collection.immutable.Seq<T> elements) {
    return CollectionConverters.asJava(elements);
  }

  static <T> scala.collection.immutable.Map<String, T> map(Map<String, T> entries) {
    return scala.collection.immutable.Map.from(CollectionConverters.asScala(entries));
  }
}
