package org.baltoro.store;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who manages whom, roles, and who is out of office, as rows. A user is the same whatever the case
 * of the letters; roles are as they are written.
 */
public interface People {
  /** The manager of a user, or null. */
  @Nullable String managerOf(String user);

  /** The managers by user. */
  Map<String, String> managers();

  /**
   * @param manager null: none
   */
  void setManager(String user, @Nullable String manager);

  /** The members by role, both in the order of their names. */
  Map<String, List<String>> roles();

  /**
   * @return false if there is such a role
   */
  boolean insertRole(String role, List<String> members);

  /**
   * @return false if there is no such role
   */
  boolean setMembers(String role, List<String> members);

  /**
   * @return false if there is no such role
   */
  boolean deleteRole(String role);

  /** What a user has set, or null. */
  @Nullable Absence absence(String user);

  /** Of all who are away. */
  List<Absence> absences();

  void setAbsence(Absence absence);

  /**
   * What becomes of a user's work while they are away.
   *
   * @param user with the user's own letters
   */
  record Absence(String user, boolean away, List<Forward> forwards) {
    public Absence {
      forwards = List.copyOf(forwards);
    }
  }

  /**
   * To whom work goes.
   *
   * @param process "": all for which there is no other; else only of this one
   * @param activity "": all
   * @param event "": all
   */
  record Forward(String process, String activity, String event, String to) {}
}
