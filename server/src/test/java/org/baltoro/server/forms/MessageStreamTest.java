package org.baltoro.server.forms;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.baltoro.forms.document.CloseReason;
import org.baltoro.forms.session.Address;
import org.baltoro.forms.session.Outgoing;
import org.junit.jupiter.api.Test;

/** What is kept for a page that does not read. */
class MessageStreamTest {
  private static final int LARGE = 100_000;

  private final MessageStream stream = new MessageStream();

  private void tell(int characters) {
    stream.tell(
        new Outgoing.ValueChanged(new Address("w1", "", "text"), "x".repeat(characters)));
  }

  @Test
  void manySmallMessagesAreKeptUpToABound() {
    for (int message = 0; message < 20_000; message++) {
      tell(1);
    }
    assertThat(stream.hasOverflown()).isFalse();
    tell(1);
    assertThat(stream.hasOverflown()).isTrue();
  }

  @Test
  void ofLargeMessagesFewerAreKept() throws InterruptedException {
    for (int message = 0; message < 200; message++) {
      tell(LARGE);
    }
    assertThat(stream.hasOverflown()).isTrue();
    assertThat(stream.after(0, Duration.ZERO)).isEmpty();
  }

  @Test
  void whatWasReadDoesNotCount() throws InterruptedException {
    for (int message = 0; message < 500; message++) {
      tell(LARGE);
      var read = stream.after(message, Duration.ZERO);
      assertThat(read).hasSize(1);
    }
    assertThat(stream.hasOverflown()).isFalse();
  }

  @Test
  void itEndsWithTheFormsOwnWindow() {
    stream.tell(opened("w1"));
    stream.tell(opened("w2"));
    stream.tell(new Outgoing.WindowClosed("w2", CloseReason.RULE));
    assertThat(stream.hasEnded()).isFalse();
    stream.tell(new Outgoing.WindowClosed("w1", CloseReason.RULE));
    assertThat(stream.hasEnded()).isTrue();
  }

  private static Outgoing opened(String window) {
    return new Outgoing.WindowOpened(
        window, null, "", "Form", 1, "", List.of(), List.of(), List.of());
  }
}
