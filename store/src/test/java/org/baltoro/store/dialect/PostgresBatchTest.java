package org.baltoro.store.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.baltoro.kernel.Fact;
import org.baltoro.store.Commit;
import org.baltoro.store.Story;
import org.baltoro.store.dialect.PostgresCommit.Part;
import org.junit.jupiter.api.Test;

/** A statement has the parts that its batch needs, and no other. */
class PostgresBatchTest {
  private final Story first = new Story(1_024, 1, "HR/Leave");
  private final Story second = new Story(1_025, 1, "HR/Leave");

  @Test
  void aBatchWithoutDerivedRowsTouchesNoTableOfThem() {
    assertThat(parts(first.start(), second.start())).containsExactly(Part.START);
    first.won(first.start());
    assertThat(parts(first.then(Story.enterAndRun(1, 7)), second.start()))
        .containsExactly(Part.START, Part.UPDATE);
  }

  @Test
  void worklistsAreTouchedOnlyWhereTheyDiffer() {
    first.won(first.start());
    var offer = first.then(Story.enterAndOffer(1, "ann", "bob"));
    assertThat(parts(offer)).containsExactly(Part.UPDATE, Part.WORKLIST_SET);
    first.won(offer);
    assertThat(parts(first.then(new Fact.FolioChanged("other", "ann"))))
        .as("the item stays where it is")
        .containsExactly(Part.UPDATE);
    assertThat(parts(redirect("ann")))
        .as("who redirects has taken part")
        .containsExactly(Part.UPDATE, Part.SEARCH_ADDED, Part.WORKLIST_GONE);
    assertThat(parts(redirect("bob", "ann"))).containsExactly(Part.UPDATE, Part.SEARCH_ADDED);
    assertThat(parts(redirect("ann", "cy")))
        .containsExactly(Part.UPDATE, Part.SEARCH_ADDED, Part.WORKLIST_GONE, Part.WORKLIST_SET);
    assertThat(parts(first.then(new Fact.ProcessStopped("cy", Story.AT))))
        .containsExactly(Part.UPDATE, Part.WORKLIST_GONE);
  }

  private Commit redirect(String... to) {
    return first.then(
        new Fact.WorklistItemRedirected(2, List.of("ann", "bob"), List.of(to), "cy", Story.AT));
  }

  private static Set<Part> parts(Commit... batch) {
    return PostgresBatch.of(InstanceWrite.sorted(Arrays.asList(batch))).parts();
  }
}
