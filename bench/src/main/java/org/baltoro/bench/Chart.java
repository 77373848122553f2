package org.baltoro.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.baltoro.bench.contender.Workload;

/**
 * Draws instances a second, a panel for each workload: the raw store's limit, Baltoro, and of each
 * peer the faster of its settings.
 */
final class Chart {
  private static final int PREFERRED_CLIENTS = 32;
  private static final int WIDTH = 760;
  private static final int LABELS = 170;
  private static final int NUMBERS = 150;
  private static final int BAR = 16;
  private static final int STEP = 22;
  private static final int TITLE = 30;
  private static final int MARGIN = 16;

  private static final List<Workload> WORKLOADS =
      List.of(Workload.STEPS, Workload.STRAIGHT, Workload.EXTERNAL, Workload.TASK, Workload.RULES);

  private static final String STYLE =
      """
      <style>
        text { font: 13px system-ui, sans-serif; fill: #1f2328; }
        .title { font-weight: 600; }
        .note { fill: #59636e; }
        .limit { fill: #c8ced6; }
        .ours { fill: #1a7f5a; }
        .peer { fill: #8ba3c7; }
        @media (prefers-color-scheme: dark) {
          text { fill: #e6edf3; }
          .note { fill: #9198a1; }
          .limit { fill: #444c56; }
          .ours { fill: #3fb984; }
          .peer { fill: #5a7bab; }
        }
      </style>
      """;

  private final Comparison comparison;
  private final StringBuilder body = new StringBuilder();
  private int y = MARGIN;

  Chart(Comparison comparison) {
    this.comparison = comparison;
  }

  private record Bar(String label, String style, double rate) {}

  String svg() {
    for (var workload : WORKLOADS) {
      clients(workload).ifPresent(clients -> panel(workload, clients));
    }
    return """
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %2$d" width="%1$d" height="%2$d" \
    role="img" aria-label="Instances a second, by workload and engine">
    %3$s%4$s</svg>
    """
        .formatted(WIDTH, y, STYLE, body);
  }

  /** 32 if they were measured, else the most. */
  private Optional<Integer> clients(Workload workload) {
    var measured = comparison.clients(workload.key());
    return measured.contains(PREFERRED_CLIENTS)
        ? Optional.of(PREFERRED_CLIENTS)
        : measured.stream().max(Integer::compare);
  }

  private void panel(Workload workload, int clients) {
    var bars = bars(workload.key(), clients);
    if (bars.isEmpty()) {
      return;
    }
    text(0, y + 14, "title", workload.title());
    text(LABELS + 160, y + 14, "note", "instances a second, %d clients".formatted(clients));
    y += TITLE;
    double most = bars.stream().mapToDouble(Bar::rate).max().orElseThrow();
    for (var bar : bars) {
      int width = Math.max(1, (int) ((WIDTH - LABELS - NUMBERS) * bar.rate() / most));
      text(0, y + 13, "", bar.label());
      body.append(
          "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"2\"/>\n"
              .formatted(bar.style(), LABELS, y, width, BAR));
      text(LABELS + width + 8, y + 13, "", number(workload.key(), clients, bar));
      y += STEP;
    }
    y += MARGIN;
  }

  private List<Bar> bars(String workload, int clients) {
    var bars = new ArrayList<Bar>();
    add(bars, workload, clients, "limit", Entrant.RAW);
    add(bars, workload, clients, "ours", Entrant.BALTORO);
    add(bars, workload, clients, "ours", Entrant.BALTORO_HTTP);
    add(bars, workload, clients, "peer", Entrant.OPERATON, Entrant.OPERATON_BEST);
    add(bars, workload, clients, "peer", Entrant.FLOWABLE, Entrant.FLOWABLE_BEST);
    add(bars, workload, clients, "peer", Entrant.DBOS, Entrant.DBOS_BEST);
    return bars;
  }

  private void add(
      List<Bar> bars, String workload, int clients, String style, Entrant... settings) {
    comparison
        .best(workload, clients, List.of(settings)::contains)
        .ifPresent(best ->
            bars.add(
                new Bar(
                    best.title(), style, comparison.rate(workload, clients, best).orElseThrow())));
  }

  /** A peer's with how many times as fast Baltoro is. */
  private String number(String workload, int clients, Bar bar) {
    var rate = Metric.PER_SECOND.shown(bar.rate());
    var ratio =
        Comparison.ratio(
            comparison.rate(workload, clients, Entrant.BALTORO), Optional.of(bar.rate()));
    return bar.style().equals("peer") && !ratio.isEmpty()
        ? rate + "  (Baltoro: " + ratio + ")"
        : rate;
  }

  private void text(int x, int baseline, String style, String content) {
    body.append(
        "<text%s x=\"%d\" y=\"%d\">%s</text>\n"
            .formatted(
                style.isEmpty() ? "" : " class=\"" + style + "\"",
                x,
                baseline,
                content.replace("&", "&amp;").replace("<", "&lt;")));
  }
}
