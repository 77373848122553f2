package org.baltoro.forms.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.baltoro.forms.document.BlockType.ALSO;
import static org.baltoro.forms.document.BlockType.AND;
import static org.baltoro.forms.document.BlockType.ASYNCHRONOUSLY;
import static org.baltoro.forms.document.BlockType.THEN;
import static org.baltoro.forms.rule.Script.block;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A trace, drawn. */
class GanttTest {
  private final Script script =
      new Script().lasts("a", 5).lasts("b", 6).lasts("c", 7).lasts("d", 8);

  @AfterEach
  void close() {
    script.close();
  }

  @Test
  void oneAfterAnother() {
    script.play(block(THEN, "a", "b", "c", "d"));
    assertThat(Gantt.draw(script.trace(), 52))
        .isEqualTo(
            """
            Rule (Form), run 1: completed after 26 s
                       0 s                                               26 s
            always
              then     |====================================================|
                a 5 s  |##########                                          |
                b 6 s  |          ############                              |
                c 7 s  |                      ##############                |
                d 8 s  |                                    ################|
            """);
  }

  @Test
  void atOnceAndAsynchronously() {
    script.fails("b").play(block(AND, "d", "-a"), block(ASYNCHRONOUSLY, "a", "b", "c"));
    script.time.advance(Duration.ofSeconds(10));
    assertThat(Gantt.draw(script.trace(), 30))
        .isEqualTo(
            """
            Rule (Form), run 1: completed after 13 s
                              0 s                         15 s
            always
              and             |================              |
                d 8 s         |################              |
                a (disabled)
              asynchronously  |                ==========    |
                a 5 s         |                ##########    |
                b 6 s         |                ##########--! |
                c 7 s         |                ##########----|
            """);
  }

  @Test
  void aPacketThatFails() {
    script.fails("b").play(block(ALSO, "a", "b", "c"));
    assertThat(Gantt.draw(script.trace(), 22))
        .isEqualTo(
            """
            Rule (Form), run 1: failed after 11 s: b is broken
                                 0 s                 11 s
            always (failed)
              also               |======================!
                a 5 s #1         |##########            |
                b 6 s #1         |          ############!
                c (not reached)
            """);
  }

  @Test
  void whatRunsStillAndWhatTakesNoTime() {
    script.run.start(
        "rule",
        () ->
            script.runner.run(
                Script.rule(Script.always("h", block(THEN, "x"), block(AND, "a", "d"))), script));
    script.time.advance(Duration.ofSeconds(6));
    assertThat(Gantt.draw(script.trace(), 20))
        .isEqualTo(
            """
            Rule (Form), run 1: running
                              0 s                5 s
            always (running)
              then            |.                   |
                x 0 s         |.                   |
              and             |====================>
                a 5 s         |####################|
                d             |####################>
            """);
  }
}
