package org.baltoro.bench.contender;

/**
 * What clients measured.
 *
 * @param operations how often their work was done in all
 * @param seconds from the first start to the last end
 * @param p50Millis how long it took a client to do it once; half took no longer
 * @param p99Millis 99 of 100 took no longer
 */
public record Measured(long operations, double seconds, double p50Millis, double p99Millis) {

  public double perSecond() {
    return operations / seconds;
  }

  String line() {
    return operations + " " + seconds + " " + p50Millis + " " + p99Millis;
  }

  /** Reads what a child answered to {@code run}. */
  public static Measured parse(String line) {
    var parts = line.split(" ", -1);
    return new Measured(
        Long.parseLong(parts[0]),
        Double.parseDouble(parts[1]),
        Double.parseDouble(parts[2]),
        Double.parseDouble(parts[3]));
  }
}
