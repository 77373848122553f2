package org.baltoro.bench.flowable;

import java.time.Duration;
import java.util.Calendar;
import java.util.Date;
import java.util.TimeZone;
import java.util.concurrent.atomic.AtomicLong;
import org.flowable.common.engine.impl.util.DefaultClockImpl;

/** Real time, moved ahead; Flowable's own clock stands still once it was set. */
@SuppressWarnings("JavaUtilDate") // as Flowable wants it
final class AheadClock extends DefaultClockImpl {
  private final AtomicLong aheadMillis = new AtomicLong();

  void advance(Duration further) {
    aheadMillis.addAndGet(further.toMillis());
  }

  @Override
  public Date getCurrentTime() {
    return new Date(System.currentTimeMillis() + aheadMillis.get());
  }

  @Override
  public Calendar getCurrentCalendar() {
    return getCurrentCalendar(TimeZone.getDefault());
  }

  @Override
  public Calendar getCurrentCalendar(TimeZone zone) {
    var calendar = Calendar.getInstance(zone);
    calendar.setTime(getCurrentTime());
    return calendar;
  }
}
