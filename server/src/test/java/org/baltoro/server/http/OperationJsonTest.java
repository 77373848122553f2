package org.baltoro.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.baltoro.api.ManagementOperation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** How management operations are read from JSON. */
class OperationJsonTest {
  private static final JsonMapper MAPPER = JsonShapes.mapper();

  @Test
  void anOperationIsReadWithItsFields() {
    assertThat(read("{'operation': 'goto', 'activity': 'Pay', 'from': 'Ask', 'waits': true}"))
        .isEqualTo(new ManagementOperation.GotoActivity("Pay", "Ask", true, true));
    assertThat(
            read(
                "{'operation': 'migrate', 'version': 3, 'names': {'Old': 'New', 'Gone': ''},"
                    + " 'rebuildTimers': true}"))
        .isEqualTo(
            new ManagementOperation.Migrate(3, Map.of("Old", "New", "Gone", ""), true, false));
    assertThat(read("{'operation': 'moveTimer', 'timer': 4, 'dueDate': '2026-01-31T12:00:00Z'}"))
        .isEqualTo(new ManagementOperation.MoveTimer(4, Instant.parse("2026-01-31T12:00:00Z")));
    assertThat(read("{'operation': 'redirect', 'item': 7, 'to': ['ben', 'group:buyers']}"))
        .isEqualTo(new ManagementOperation.Redirect(7, List.of("ben", "group:buyers")));
  }

  @Test
  void whatIsLeftOutDoesNothingSpecial() {
    assertThat(read("{'operation': 'goto', 'activity': 'Pay'}"))
        .isEqualTo(new ManagementOperation.GotoActivity("Pay"));
    assertThat(read("{'operation': 'retry'}")).isEqualTo(new ManagementOperation.Retry(0));
    assertThat(read("{'operation': 'change', 'priority': 2}"))
        .isEqualTo(new ManagementOperation.Change(Map.of(), null, 2, false));
  }

  @Test
  void aNullEmptiesADataField() {
    var change =
        (ManagementOperation.Change)
            read("{'operation': 'change', 'dataFields': {'Note': null, 'Amount': 12.50}}");
    assertThat(change.dataFields()).containsEntry("Note", null).containsKey("Amount");
  }

  @Test
  void anUnknownFieldIsRefusedByName() {
    assertThatThrownBy(() -> read("{'operation': 'expire', 'actvity': 'Pay', 'activity': 'Pay'}"))
        .hasMessage(
            "The operation 'expire' has no field 'actvity': there are operation, activity,"
                + " waits.");
    assertThatThrownBy(() -> read("{'operation': 'stop', 'previewedVersion': 3}"))
        .hasMessageContaining("'previewedVersion'");
  }

  @Test
  void aMisspelledFieldIsNotToldAsAMissingOne() {
    assertThatThrownBy(() -> read("{'operation': 'goto', 'activty': 'Book'}"))
        .hasMessage(
            "The operation 'goto' has no field 'activty': there are operation, activity, from,"
                + " ifActive, waits.");
    assertThatThrownBy(() -> read("{'operation': 'redirect', 'item': 4, 'destinations': ['a']}"))
        .hasMessage(
            "The operation 'redirect' has no field 'destinations': there are operation, item, to.");
    assertThatThrownBy(() -> read("{'operation': 'redirect', 'item': 4}"))
        .hasMessage("The body lacks the property 'to'.");
  }

  @Test
  void anUnknownOperationIsAnsweredWithTheNamesThereAre() {
    assertThatThrownBy(() -> read("{'operation': 'halt'}"))
        .hasMessageStartingWith("There is no operation 'halt': there are stop, start, goto");
    assertThatThrownBy(() -> read("{}")).hasMessage("The body lacks the property 'operation'.");
  }

  @Test
  void valuesOfTheWrongTypeAreRefused() {
    for (var wrong :
        List.of(
            "{'operation': 'goto', 'activity': 7}",
            "{'operation': 'goto', 'activity': 'Pay', 'waits': 'yes'}",
            "{'operation': 'retry', 'error': 1.5}",
            "{'operation': 'retry', 'error': -1}",
            "{'operation': 'retry', 'error': 99999999999}",
            "{'operation': 'change', 'dataFields': []}",
            "{'operation': 'moveTimer', 'timer': 1, 'dueDate': 'soon'}",
            "{'operation': 'redirect', 'item': 1, 'to': []}",
            "{'operation': 'redirect', 'item': 1, 'to': [1]}",
            "{'operation': 'migrate', 'version': 1, 'names': {'Old': 1}}")) {
      assertThatThrownBy(() -> read(wrong)).as(wrong).hasMessageContaining("has the wrong type");
    }
  }

  @Test
  void everyOperationOfTheObjectModelHasAName() {
    assertThat(OperationJson.NAMES)
        .hasSize(ManagementOperation.class.getPermittedSubclasses().length);
    assertThat(Arrays.stream(ManagementOperation.class.getPermittedSubclasses()))
        .allMatch(Class::isRecord);
  }

  @Test
  void aPreviewedVersionIsReadBesides() {
    var read =
        OperationJson.readWithVersion(body("{'operation': 'stop', 'previewedVersion': 4711}"));
    assertThat(read.operation()).isEqualTo(new ManagementOperation.Stop());
    assertThat(read.previewedVersion()).isEqualTo(4711);
    assertThat(OperationJson.readWithVersion(body("{'operation': 'stop'}")).previewedVersion())
        .isZero();
  }

  private static ManagementOperation read(String json) {
    return OperationJson.read(body(json));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, @Nullable Object> body(String json) {
    return new LinkedHashMap<>(MAPPER.readValue(json.replace('\'', '"'), Map.class));
  }
}
