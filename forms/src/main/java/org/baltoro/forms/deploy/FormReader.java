package org.baltoro.forms.deploy;

import java.util.ArrayList;
import java.util.List;
import org.baltoro.forms.document.Form;
import org.baltoro.forms.document.FormState;
import org.baltoro.forms.document.Tab;
import org.baltoro.forms.document.ViewInstance;
import org.baltoro.language.yaml.Section;
import org.baltoro.language.yaml.Section.Part;

/** Reads forms. */
final class FormReader {
  /** The id of the one tab of a form that has {@code views} and no {@code tabs}. */
  static final String ONLY_TAB = "main";

  private static final List<String> KEYS =
      List.of(
          "form",
          "id",
          "title",
          "description",
          "mayOpen",
          "parameters",
          "tabs",
          "views",
          "controls",
          "states",
          "defaultState",
          "rules",
          "inherited");
  private static final List<String> VIEW_KEYS =
      List.of("view", "title", "visible", "enabled", "readOnly", "collapsed");

  private final Parts parts;
  private final RuleReader rules;
  private final InheritedRuleReader inherited;

  private FormReader(Parts parts) {
    this.parts = parts;
    this.rules = new RuleReader(parts);
    this.inherited = new InheritedRuleReader(parts, rules);
  }

  static Form read(Parts parts, Part root) {
    return new FormReader(parts).form(parts.section(root, "a form", KEYS));
  }

  private Form form(Section section) {
    var name = DocumentName.read(parts, section, "form");
    return new Form(
        DocumentName.id(section, name),
        name,
        0,
        section.text("title", ""),
        section.text("description", ""),
        tabs(section),
        new ControlReader(parts).read(section),
        ParameterReader.read(parts, section),
        states(section),
        section.has("defaultState")
            ? section.requiredText("defaultState", "the id of a state")
            : null,
        rules.read(section),
        inherited.read(section, ""),
        RightsReader.read(parts, section, "mayOpen"));
  }

  private List<Tab> tabs(Section form) {
    if (form.has("views")) {
      if (form.has("tabs")) {
        parts.reading.unreadable(form.path("views"), "views and tabs", "views inside of tabs");
      }
      return List.of(new Tab(ONLY_TAB, "", true, views(form)));
    }
    if (!form.has("tabs")) {
      form.missing("tabs", "tabs with views, or views alone");
    }
    var tabs = new ArrayList<Tab>();
    form.entries("tabs", "a mapping of tabs by id")
        .forEach((id, part) -> {
          parts.checkIdentifier(id, part.path());
          var section = parts.section(part, "a tab", List.of("title", "visible", "views"));
          tabs.add(
              new Tab(
                  id, section.text("title", ""), section.truth("visible", true), views(section)));
        });
    return tabs;
  }

  private List<ViewInstance> views(Section owner) {
    var views = new ArrayList<ViewInstance>();
    owner
        .entries("views", "a mapping of views by id")
        .forEach((id, part) -> {
          parts.checkIdentifier(id, part.path());
          views.add(view(id, part, owner));
        });
    return views;
  }

  private ViewInstance view(String id, Part part, Section owner) {
    if (!part.isMapping()) {
      var name = owner.text(part, "a view's full name");
      return new ViewInstance(id, name == null ? "" : name);
    }
    var section = parts.section(part, "a view on the form", VIEW_KEYS);
    return new ViewInstance(
        id,
        section.requiredText("view", "a view's full name"),
        section.text("title", ""),
        section.truth("visible", true),
        section.truth("enabled", true),
        section.truth("readOnly", false),
        section.truth("collapsed", false));
  }

  private List<FormState> states(Section form) {
    var states = new ArrayList<FormState>();
    form.entries("states", "a mapping of states by id")
        .forEach((id, part) -> {
          parts.checkIdentifier(id, part.path());
          var section =
              parts.section(part, "a state", List.of("name", "rules", "without", "inherited"));
          states.add(
              new FormState(
                  id,
                  section.text("name", id),
                  rules.read(section),
                  section.texts("without", "ids of rules"),
                  inherited.read(section, id)));
        });
    return states;
  }
}
