package org.baltoro.engine.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.baltoro.kernel.definition.DataType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DefinitionWriterTest {

  static LongStream seeds() {
    var given = Long.getLong("seed");
    return given == null ? LongStream.rangeClosed(1, 10) : LongStream.of(given);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void whatIsWrittenReadsBackEqual(long seed) {
    var random = new SplittableRandom(seed);
    for (int turn = 0; turn < 200; turn++) {
      var definition = RandomDefinition.of(random);
      var text = DefinitionWriter.write(definition);

      assertThat(DefinitionReader.read(text, "written.yaml").definition())
          .as("-Dseed=%d turn %d:%n%s", seed, turn, text)
          .isEqualTo(definition);
    }
  }

  @Test
  void aWrittenDefinitionIsPleasantToRead() {
    var built =
        DefinitionBuilder.process("Finance/Order")
            .folio("\"PO \" + Number")
            .data("Number", DataType.STRING)
            .data("Paid", DataType.BOOLEAN, field -> field.initial(false).audit())
            .right("start", "everyone", "group:finance")
            .activity(
                "Receive",
                activity ->
                    activity
                        .server("Register", k2 -> {}, event -> event.attempts(3))
                        .line("Book", "Number != \"\"")
                        .otherwise("Refuse"))
            .activity(
                "Book",
                activity -> activity.serverCode("Post", "int a = 1;\nint b = 2;\n", event -> {}))
            .activity("Refuse", activity -> {})
            .build();

    assertThat(DefinitionWriter.write(built.definition()))
        .isEqualTo(
            """
            process: Finance/Order
            folio: '"PO " + Number'
            start: Receive
            data:
              Number: string
              Paid:
                type: boolean
                default: false
                audit: true
            rights:
              start: [everyone, "group:finance"]
            activities:
              Receive:
                events:
                  - server: Register
                    handler: Finance/Order/Receive/Register
                    retry: { attempts: 3 }
                lines:
                  - to: Book
                    when: Number != ""
                  - to: Refuse
                    otherwise: true
              Book:
                events:
                  - server: Post
                    code: |
                      int a = 1;
                      int b = 2;
              Refuse:
            """);
  }
}
