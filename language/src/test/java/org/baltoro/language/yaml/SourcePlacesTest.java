package org.baltoro.language.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.baltoro.language.yaml.SourcePlaces.Place;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourcePlacesTest {
  private static final DocumentKind KIND =
      new DocumentKind("an order", "one order a file", List.of("activities", "data"));

  private static final String ORDER =
      """
      process: Finance/Order
      data:
        Amount: decimal
        Net.Price: { type: decimal }
      rights:
        start: [everyone, ann]
      activities:
        Receive:
          lines:
            - to: Approve
              when: Amount > 10
            - otherwise: true
              to: Book it
        Book it:
        A.B:
          description: dotted
        A:
          description: plain
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          process                              |  1 | 10
          data                                 |  2 |  1
          data.Amount                          |  3 |  3
          data.Amount.type                     |  3 | 11
          data.Net.Price                       |  4 |  3
          data.Net.Price.type                  |  4 | 22
          rights.start                         |  6 |  3
          rights.start[1]                      |  6 | 21
          activities.Receive                   |  8 |  3
          activities.Receive.lines             |  9 |  5
          activities.Receive.lines[0]          | 10 |  9
          activities.Receive.lines[0].to       | 10 | 13
          activities.Receive.lines[0].when     | 11 | 15
          activities.Receive.lines[1].to       | 13 | 13
          activities.Book it                   | 14 |  3
          activities.A.B.description           | 16 | 18
          activities.A.description             | 18 | 18
          """)
  void everyPartHasItsPlace(String path, int line, int column) {
    assertThat(places(ORDER).at(path)).isEqualTo(new Place(line, column));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          activities.Receive.lines[0].name     | 10 |  9
          activities.Receive.lines[7].to       |  9 |  5
          activities.Receive.join.required     |  8 |  3
          activities.Nobody                    |  7 |  1
          activities.Receive.lines[0].to.x     | 10 | 13
          stepBudget                           |  1 |  1
          ''                                   |  1 |  1
          """)
  void whatIsNotThereHasThePlaceOfWhatIsAroundIt(String path, int line, int column) {
    assertThat(places(ORDER).at(path)).isEqualTo(new Place(line, column));
  }

  @Test
  void aPlaceInCodeIsFoundUnderItsIndentation() {
    var places =
        places(
            """
            process: A
            activities:
              A:
                events:
                  - server: x
                    code: |   # Java
                      int a = 1;

                        b();
                    timeLimit: 1s
            """);

    assertThat(places.inText("activities.A.events[0].code", 1, 1)).isEqualTo(new Place(7, 11));
    assertThat(places.inText("activities.A.events[0].code", 1, 5)).isEqualTo(new Place(7, 15));
    assertThat(places.inText("activities.A.events[0].code", 3, 3)).isEqualTo(new Place(9, 13));
    assertThat(places.inText("activities.A.events[0].code", 99, 1).line())
        .as("beyond the end: the last line")
        .isEqualTo(9);
  }

  @Test
  void aPlaceInCodeWithItsOwnIndentationIsFound() {
    var source =
        """
        process: A
        activities:
          A:
            events:
              - server: x
                code: |2-

                    deep();
                  shallow();
        """;

    assertThat(places(source).inText("activities.A.events[0].code", 2, 3))
        .isEqualTo(new Place(8, 13));
    assertThat(places(source).inText("activities.A.events[0].code", 3, 1))
        .isEqualTo(new Place(9, 11));
  }

  @Test
  void aPlaceInABareRuleIsFound() {
    assertThat(places(ORDER).inText("activities.Receive.lines[0].when", 1, 10))
        .isEqualTo(new Place(11, 24));
  }

  @Test
  void aPlaceInAQuotedRuleIsFoundBehindTheQuote() {
    var places = places("process: A\nfolio: '\"PO \" + Number'\n");

    assertThat(places.inText("folio", 1, 1)).isEqualTo(new Place(2, 9));
    assertThat(places.inText("folio", 1, 9)).isEqualTo(new Place(2, 17));
  }

  @Test
  void aPlaceBehindEscapesIsFound() {
    var places = places("process: A\nfolio: \"\\\"PO \\\" + Number\"\n");

    assertThat(places.inText("folio", 1, 9)).isEqualTo(new Place(2, 19));
  }

  @Test
  void aPlaceInAFoldedRuleIsFoundInItsLine() {
    var places =
        places(
            """
            process: A
            folio: >-
              Amount > 1000
              and Paid

              or Late
            description: two
              lines
            """);

    assertThat(places.inText("folio", 1, 1)).isEqualTo(new Place(3, 3));
    assertThat(places.inText("folio", 1, 15)).as("and").isEqualTo(new Place(4, 3));
    assertThat(places.inText("folio", 1, 19)).as("Paid").isEqualTo(new Place(4, 7));
    assertThat(places.inText("folio", 2, 4)).as("Late").isEqualTo(new Place(6, 6));
    assertThat(places.inText("description", 1, 5)).as("lines").isEqualTo(new Place(8, 3));
  }

  @Test
  void theEndOfATextIsBehindItsLastLetter() {
    assertThat(places(ORDER).inText("process", 1, 14)).isEqualTo(new Place(1, 23));
  }

  @Test
  void whatIsNoTextHasItsOwnPlace() {
    assertThat(places(ORDER).inText("activities.Receive", 3, 3)).isEqualTo(new Place(8, 3));
  }

  @Test
  void aFileThatCannotBeReadBeginsAtItsBeginning() {
    var places = places("process: [");

    assertThat(places.at("activities.A")).isEqualTo(new Place(1, 1));
    assertThat(places.inText("folio", 2, 2)).isEqualTo(new Place(1, 1));
  }

  private static SourcePlaces places(String source) {
    return Reading.open(source, "test.yaml", KIND).places();
  }
}
