package org.baltoro.forms.session;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Questions that the user has not answered yet. */
final class Questions {
  private final Session session;
  private final Map<Long, Question> open = new HashMap<>();
  private long asked;
  private boolean nobodyIsThere;

  Questions(Session session) {
    this.session = session;
  }

  private static final class Question {
    final Rest.UserWait answered;
    boolean yes;

    Question(Rest.UserWait answered) {
      this.answered = answered;
    }
  }

  /** Asks, and waits for the answer. */
  boolean ask(String title, String body) throws InterruptedException {
    var question = new Question(session.rest.userWait());
    long number =
        session.<Long, InterruptedException>guarded(() -> {
          if (session.closed) {
            throw new InterruptedException("The form is closed.");
          }
          if (nobodyIsThere) {
            return 0L;
          }
          open.put(++asked, question);
          session.mirror.tell(new Outgoing.Asked(asked, title, body));
          return asked;
        });
    if (number == 0) {
      return false;
    }
    try {
      question.answered.await();
      return question.yes;
    } finally {
      session.guard(() -> withdraw(number));
    }
  }

  /** The user has gone: what is asked, now or later, is answered with no. Called under the lock. */
  void nobodyIsThere() {
    nobodyIsThere = true;
    List.copyOf(open.keySet()).forEach(number -> answer(number, false));
  }

  private void withdraw(long number) {
    open.remove(number);
    session.mirror.tell(new Outgoing.QuestionWithdrawn(number));
  }

  /** Whether there is such a question. Called under the lock. */
  boolean answer(long number, boolean yes) {
    var question = open.remove(number);
    if (question == null) {
      return false;
    }
    question.yes = yes;
    question.answered.done();
    return true;
  }
}
