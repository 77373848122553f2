package org.baltoro.server.forms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.baltoro.forms.document.CloseReason;
import org.baltoro.forms.document.Operation.MessageType;
import org.baltoro.forms.session.Outgoing;
import org.baltoro.server.forms.MessageStream.Lost;
import org.baltoro.server.forms.MessageStream.Message;
import org.baltoro.server.forms.MessageStream.Reader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MessageStreamTest {
  private final UserForms forms = new UserForms();
  private final MessageStream stream = new MessageStream(forms);

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
  void whatWasNotSentYetPushesNothingOutThatWasSentOverABrokenLine() throws Exception {
    tell(11, "told");
    assertThat(numbers(stream.reader(0))).hasSize(11);
    tell(1_600, "told meanwhile");
    assertThat(numbers(stream.reader(5))).startsWith(6L).hasSize(1_606);
    assertThat(numbers(stream.reader(1_000))).startsWith(1_001L);
  }

  @Test
  void aPageThatDoesNotReadLosesMessagesRatherThanTheServerItsMemory() {
    tell(40, "x".repeat(1024 * 1024));
    var reader = stream.reader(0);
    assertThatThrownBy(() -> numbers(reader)).isInstanceOf(Lost.class);
  }

  @Test
  void formsOfOneUserThatNobodyReadsKeepNoMoreTogetherThanOneUserMayHave() throws Exception {
    var others = new ArrayList<MessageStream>();
    for (int form = 0; form < 10; form++) {
      var other = new MessageStream(forms);
      others.add(other);
      for (int message = 0; message < 15; message++) {
        other.tell(new Outgoing.MessageShown(MessageType.INFORMATION, "", "x".repeat(1_000_000)));
      }
    }
    assertThat(forms.characters())
        .isLessThan(UserForms.CHARACTERS_MAX + others.size() * 1024L * 1024);
    var crowded = others.getLast().reader(0);
    assertThatThrownBy(() -> numbers(crowded)).isInstanceOf(Lost.class);
    tell(100, "small");
    assertThat(numbers(stream.reader(0))).as("who keeps little loses nothing").hasSize(100);

    others.forEach(MessageStream::end);
    tell(10, "x".repeat(1_000_000));
    assertThat(numbers(stream.reader(100))).hasSize(10);
  }

  @Test
  void itEndsWithTheFormsOwnWindow() throws Exception {
    stream.tell(opened("w1", null));
    stream.tell(opened("w2", "w1"));
    var reader = stream.reader(0);
    stream.tell(new Outgoing.WindowClosed("w2", CloseReason.RULE));
    assertThat(numbers(reader)).hasSize(3);
    assertThat(reader.hasEnded()).isFalse();
    stream.tell(new Outgoing.WindowClosed("w1", CloseReason.RULE));
    assertThat(numbers(reader)).hasSize(1);
    assertThat(reader.hasEnded()).isTrue();
  }

  @Test
  void aPageThatIsLoadedAnewReadsAllAgainOrHearsThatItIsLost() throws Exception {
    tell(1_000, "told");
    assertThat(numbers(stream.reader(0))).hasSize(1_000);
    assertThat(numbers(stream.reader(1_000))).isEmpty();
    assertThat(numbers(stream.reader(0))).as("it was loaded anew").hasSize(1_000);
    tell(1, "more");
    assertThat(numbers(stream.reader(1_000))).containsExactly(1_001L);
    assertThatThrownBy(() -> numbers(stream.reader(0))).isInstanceOf(Lost.class);
  }

  @Test
  void aSubformThatIsOpenedBeforeTheFormIsNotTheForm() throws Exception {
    stream.tell(opened("w2", "w1"));
    stream.tell(opened("w1", null));
    stream.tell(new Outgoing.WindowClosed("w2", CloseReason.RULE));
    assertThat(stream.hasEnded()).isFalse();
    stream.tell(new Outgoing.WindowClosed("w1", CloseReason.RULE));
    assertThat(stream.hasEnded()).isTrue();
  }

  private static Outgoing opened(String window, @Nullable String parent) {
    return new Outgoing.WindowOpened(
        window, parent, "", "Demo/Form", 1, "", List.of(), List.of(), List.of());
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
