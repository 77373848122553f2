package org.baltoro.server.cli;

import org.baltoro.api.Comment;
import org.baltoro.api.Connection;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "comment",
    description = "Say something about a worklist item or an instance, or list what was said.")
final class CommentCommand extends ServerCommand {
  @Parameters(
      index = "0",
      paramLabel = "SERIAL|ID",
      description = "A worklist item's serial number, for example 4711_2, or an instance's id.")
  @SuppressWarnings("NullAway.Init")
  private String about;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "TEXT",
      description = "Without it, the comments are listed.")
  private @Nullable String text;

  @Override
  int run(Connection connection) {
    return text == null ? list(connection) : say(connection, text);
  }

  private int say(Connection connection, String words) {
    if (isItem()) {
      connection.openWorklistItem(about, false).addComment(words);
    } else {
      connection.addComment(InstanceNumber.parse(about), words);
    }
    if (json()) {
      printJson(Json.object("about", about, "text", words));
    } else {
      print("Noted.");
    }
    return ExitCode.OK;
  }

  private int list(Connection connection) {
    var comments =
        isItem()
            ? connection.openWorklistItem(about, false).comments()
            : connection.comments(InstanceNumber.parse(about));
    if (json()) {
      printJson(comments.stream().map(CommentCommand::json).toList());
      return ExitCode.OK;
    }
    if (comments.isEmpty()) {
      print("Nobody has said anything.");
      return ExitCode.OK;
    }
    for (var comment : comments) {
      print(
          "%s  %s%s: %s",
          Times.dateAndTime(comment.at()),
          comment.by(),
          comment.serialNumber() == null ? "" : " about " + comment.serialNumber(),
          comment.text());
    }
    return ExitCode.OK;
  }

  private boolean isItem() {
    return about.indexOf('_') >= 0;
  }

  private static Object json(Comment comment) {
    return Json.object(
        "serialNumber", comment.serialNumber(),
        "text", comment.text(),
        "by", comment.by(),
        "at", comment.at());
  }
}
