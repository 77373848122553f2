package org.baltoro.server.forms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.baltoro.forms.document.CloseReason;
import org.baltoro.forms.document.Operation.MessageType;
import org.baltoro.forms.session.Outgoing;
import org.baltoro.server.forms.MessageStream.Lost;
import org.baltoro.server.forms.MessageStream.Message;
import org.baltoro.server.forms.MessageStream.Reader;
import org.junit.jupiter.api.Test;

class MessageStreamTest {
  private final MessageStream stream = new MessageStream();

  private void tell(int times, String body) {
    for (int i = 0; i < times; i++) {
      stream.tell(new Outgoing.MessageShown(MessageType.INFORMATION, "", body));
    }
  }

  private static List<Long> numbers(Reader reader) throws Exception {
    return reader.next(Duration.ZERO).stream().map(Message::number).toList();
  }

  @Test
  void whatWasSentOverABrokenLineIsSentAgain() throws Exception {
    tell(3, "told");
    assertThat(numbers(stream.reader(0))).containsExactly(1L, 2L, 3L);
    var again = stream.reader(1);
    assertThat(numbers(again)).containsExactly(2L, 3L);
    assertThat(numbers(again)).isEmpty();
    tell(1, "more");
    assertThat(numbers(again)).containsExactly(4L);
  }

  @Test
  void aReaderWhoseLineIsBrokenTakesNothingFromTheNextOne() throws Exception {
    tell(1, "told");
    var broken = stream.reader(0);
    assertThat(numbers(broken)).containsExactly(1L);
    var next = stream.reader(1);
    tell(1, "more");
    assertThat(broken.hasEnded()).isTrue();
    assertThat(numbers(broken)).isEmpty();
    assertThat(numbers(next)).containsExactly(2L);
  }

  @Test
  void ofWhatWasSentTheNewestAreKeptAndOfWhatWasNotVeryMany() throws Exception {
    tell(15_000, "told");
    var reader = stream.reader(0);
    assertThat(numbers(reader)).hasSize(15_000);
    assertThat(numbers(stream.reader(14_000))).hasSize(1_000);
    assertThatThrownBy(() -> numbers(stream.reader(13_000))).isInstanceOf(Lost.class);
  }

  @Test
  void aPageThatDoesNotReadLosesMessagesRatherThanTheServerItsMemory() {
    tell(40, "x".repeat(1024 * 1024));
    var reader = stream.reader(0);
    assertThatThrownBy(() -> numbers(reader)).isInstanceOf(Lost.class);
  }

  @Test
  void itEndsWithTheFormsOwnWindow() throws Exception {
    stream.tell(opened("w1"));
    stream.tell(opened("w2"));
    var reader = stream.reader(0);
    stream.tell(new Outgoing.WindowClosed("w2", CloseReason.RULE));
    assertThat(numbers(reader)).hasSize(3);
    assertThat(reader.hasEnded()).isFalse();
    stream.tell(new Outgoing.WindowClosed("w1", CloseReason.RULE));
    assertThat(numbers(reader)).hasSize(1);
    assertThat(reader.hasEnded()).isTrue();
  }

  private static Outgoing opened(String window) {
    return new Outgoing.WindowOpened(
        window, null, "", "Demo/Form", 1, "", List.of(), List.of(), List.of());
  }

  @Test
  void whatWasToldBeforeTheEndIsRead() throws Exception {
    tell(1, "told");
    stream.end();
    var reader = stream.reader(0);
    assertThat(reader.hasEnded()).isFalse();
    assertThat(numbers(reader)).containsExactly(1L);
    assertThat(reader.hasEnded()).isTrue();
    assertThat(reader.next(Duration.ofMinutes(1))).isEmpty();
  }
}
