package org.baltoro.forms.broker.java;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import org.baltoro.forms.broker.PushDown;
import org.baltoro.forms.broker.ServiceResult;
import org.baltoro.forms.smartobject.Filter;
import org.baltoro.forms.smartobject.MethodCall;
import org.baltoro.forms.smartobject.MethodKind;
import org.baltoro.forms.smartobject.PropertyType;
import org.baltoro.forms.smartobject.Row;
import org.baltoro.forms.smartobject.SmartObjectProblem;
import org.baltoro.forms.smartobject.Sort;
import org.baltoro.forms.support.Workshop;
import org.junit.jupiter.api.Test;

class JavaBrokerTest {
  private final Workshop workshop =
      new Workshop().generate("java", JavaBroker.of(new Rates()), "Rates");

  @Test
  void anAnnotatedObjectIsDescribedByItsRecordsAndArguments() {
    var definition = workshop.definition("Rates");
    assertThat(definition.keys()).extracting(key -> key.name()).containsExactly("currency");
    assertThat(definition.property("rate").orElseThrow().type()).isEqualTo(PropertyType.DECIMAL);
    var convert = definition.method("convert").orElseThrow();
    assertThat(convert.requiredInputs()).containsExactly("currency");
    assertThat(convert.parameters())
        .extracting(parameter -> parameter.name(), parameter -> parameter.required())
        .containsExactly(org.assertj.core.api.Assertions.tuple("cents", true));
  }

  @Test
  void itsMethodsAreCalledWithWhatTheyTake() {
    assertThat(workshop.row("Rates", "read", "currency", "EUR"))
        .isEqualTo(Row.of("currency", "EUR", "rate", BigDecimal.ONE, "day", null));
    assertThat(workshop.call("Rates", "read", "currency", "XXX").rows()).isEmpty();
    var converted =
        workshop
            .call(
                MethodCall.of("Rates", "convert", "currency", "EUR").withParameter("cents", "150"))
            .first()
            .orElseThrow();
    assertThat(converted).isEqualTo(Row.of("amount", new BigDecimal("1.50"), "by", "ann"));
  }

  @Test
  void itsListIsFilteredAndSortedHereAndThatIsSaid() {
    var result =
        workshop.call(
            MethodCall.of("Rates", "list")
                .where(Filter.compare("rate", Filter.Operator.LESS_OR_EQUAL, 1))
                .sortedBy(Sort.ascending("currency")));
    assertThat(result.rows()).extracting(row -> row.get("currency")).containsExactly("CHF", "EUR");
    assertThat(result.pushed().filter()).isFalse();
    assertThat(result.pushed().sort()).isFalse();
    assertThat(result.pushed().rowsRead()).isEqualTo(3);
  }

  @Test
  void whatItThrowsIsTypedAndOnlyAnIllegalArgumentsMessageIsShown() {
    var call = MethodCall.of("Rates", "convert", "currency", "EUR");
    assertThat(workshop.refused(SmartObjectProblem.INVALID_DATA, call.withParameter("cents", -1)))
        .hasMessageContaining("below 0");
    var other = MethodCall.of("Rates", "convert", "currency", "USD").withParameter("cents", 1);
    assertThat(workshop.refused(SmartObjectProblem.SOURCE_FAILED, other))
        .hasMessageContaining("IllegalStateException")
        .hasMessageNotContaining("hidden");
  }

  @Test
  void aListInJavaMayFilterItself() {
    var seen = new java.util.ArrayList<Filter>();
    var numbers =
        JavaObject.named("Numbers")
            .key("Number", PropertyType.NUMBER)
            .method("List", MethodKind.LIST)
            .gives("Number")
            .lists(
                PushDown.everything(List.of("Number")),
                call -> {
                  seen.add(call.filter());
                  return new ServiceResult(List.of(Row.of("Number", 7L)), false);
                })
            .build();
    var own = new Workshop().generate("java", JavaBroker.of(numbers), "Numbers");
    var result = own.call(MethodCall.of("Numbers", "List").where(Filter.equal("Number", "7")));
    assertThat(result.pushed().everything()).isTrue();
    assertThat(seen).containsExactly(Filter.equal("Number", 7L));
  }

  @Test
  void aClassThatCanNotBeDescribedIsRefusedWithTheReason() {
    assertThatThrownBy(() -> JavaBroker.of("text")).hasMessageContaining("@JavaService");
  }
}
