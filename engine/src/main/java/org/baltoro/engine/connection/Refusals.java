package org.baltoro.engine.connection;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.Problem;
import org.baltoro.kernel.EventInstance;
import org.baltoro.kernel.Refusal;

/** Refusals of the kernel as callers get them: one switch. */
final class Refusals {
  private Refusals() {}

  static BaltoroException exception(Refusal refusal) {
    return switch (refusal) {
      case Refusal.NoSuchServerItem r ->
          problem(Problem.NOT_FOUND, r, Map.of("serialNumber", r.serialNumber().toString()));
      case Refusal.AlreadyFinished r ->
          problem(
              Problem.ALREADY_FINISHED,
              r,
              Map.of(
                  "serialNumber",
                  r.serialNumber().toString(),
                  "by",
                  r.by(),
                  "at",
                  r.at().toString()));
      case Refusal.IsClientEvent r ->
          problem(Problem.NOT_FOUND, r, Map.of("serialNumber", r.serialNumber().toString()));
      case Refusal.IsSubProcess r ->
          problem(Problem.NOT_FOUND, r, Map.of("serialNumber", r.serialNumber().toString()));
      case Refusal.AlreadyActedOn r ->
          problem(
              Problem.ALREADY_FINISHED,
              r,
              Map.of(
                  "serialNumber",
                  r.serialNumber().toString(),
                  "action",
                  r.action(),
                  "by",
                  r.by(),
                  "at",
                  r.at().toString()));
      case Refusal.LeaseLost r ->
          problem(
              Problem.LEASE_LOST,
              r,
              Map.of("serialNumber", r.serialNumber().toString(), "attempt", r.attempt()));
      case Refusal.ItemEnded r ->
          problem(
              Problem.ITEM_EXPIRED,
              r,
              Map.of(
                  "serialNumber",
                  r.serialNumber().toString(),
                  "endedBy",
                  r.endedBy(),
                  "at",
                  r.at().toString()));
      case Refusal.InstanceDeleted r -> problem(Problem.GONE, r, Map.of("instance", r.instance()));
      case Refusal.InvalidData r -> problem(Problem.INVALID_DATA, r, fields(r));
      case Refusal.ChangedMeanwhile r ->
          problem(Problem.CHANGED_MEANWHILE, r, Map.of("fields", List.copyOf(r.fields())));
      case Refusal.NotAllowedNow r ->
          problem(Problem.NOT_ALLOWED_NOW, r, Map.of("instanceStatus", r.status().label()));
      case Refusal.NoSuchFailure r ->
          problem(Problem.NOT_FOUND, r, Map.of("errors", List.copyOf(r.present())));
      case Refusal.NoSuchActivity r ->
          problem(Problem.INVALID_REQUEST, r, Map.of("activities", r.present()));
      case Refusal.ActivityIsActive r ->
          problem(Problem.NOT_ALLOWED_NOW, r, Map.of("activity", r.activity()));
      case Refusal.NoSuchTimer r ->
          problem(Problem.NOT_FOUND, r, Map.of("timers", List.copyOf(r.present())));
      case Refusal.MomentOutOfBounds r ->
          problem(Problem.INVALID_REQUEST, r, Map.of("moment", r.moment().toString()));
      case Refusal.NoSuchWorklistItem r ->
          problem(Problem.NOT_FOUND, r, Map.of("serialNumber", r.serialNumber().toString()));
      case Refusal.NotYourWorklistItem r ->
          problem(Problem.ACCESS_DENIED, r, Map.of("serialNumber", r.serialNumber().toString()));
      case Refusal.HeldByOthers r ->
          problem(
              Problem.ITEM_HELD,
              r,
              Map.of(
                  "serialNumber",
                  r.serialNumber().toString(),
                  "holders",
                  r.holders().stream().map(EventInstance.Allocation::user).toList()));
      case Refusal.ActionNotAllowed r ->
          problem(Problem.ACCESS_DENIED, r, Map.of("actions", r.allowed()));
      case Refusal.GotoNotShared r ->
          problem(Problem.ACCESS_DENIED, r, Map.of("actions", r.actions()));
      case Refusal.HasAnswered r ->
          problem(
              Problem.NOT_ALLOWED_NOW,
              r,
              Map.of("serialNumber", r.serialNumber().toString(), "user", r.user()));
      case Refusal.DelegatedToSelf r ->
          problem(Problem.INVALID_REQUEST, r, Map.of("serialNumber", r.serialNumber().toString()));
      case Refusal.NobodyToRedirectTo r ->
          problem(Problem.INVALID_REQUEST, r, Map.of("to", r.to()));
      case Refusal.CommentOutOfBounds r ->
          problem(Problem.INVALID_REQUEST, r, Map.of("length", r.length()));
      case Refusal.NoWorklistItemOfYours r ->
          problem(Problem.ACCESS_DENIED, r, Map.of("instance", r.instance()));
      case Refusal.NoSuchAction r ->
          problem(Problem.INVALID_REQUEST, r, Map.of("actions", r.present()));
      case Refusal.NoSuchVersion r ->
          problem(Problem.UNKNOWN_PROCESS, r, Map.of("version", r.version()));
      case Refusal.CannotMigrate r ->
          problem(Problem.NOT_ALLOWED_NOW, r, Map.of("reasons", r.reasons()));
      case Refusal.MovedSincePreview r ->
          problem(
              Problem.CHANGED_MEANWHILE,
              r,
              Map.of("previewedVersion", r.previewed(), "version", r.now()));
      case Refusal.FolioFailed r -> problem(Problem.INVALID_DATA, r, Map.of("field", "folio"));
    };
  }

  private static Map<String, Object> fields(Refusal.InvalidData refusal) {
    var details = new HashMap<String, Object>();
    details.put(
        "fields",
        refusal.problems().stream().map(Refusal.InvalidData.FieldProblem::field).toList());
    return details;
  }

  private static BaltoroException problem(
      Problem problem, Refusal refusal, Map<String, Object> details) {
    return new BaltoroException(problem, refusal.message(), details);
  }
}
