package org.baltoro.forms.deploy.check;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The text of an item, with properties in braces: {@code "{Name} ({City})"}. */
final class DisplayText {
  private static final Pattern PROPERTY = Pattern.compile("\\{([^{}]+)}");

  private DisplayText() {}

  static List<String> properties(String display) {
    var properties = new ArrayList<String>();
    var matcher = PROPERTY.matcher(display);
    while (matcher.find()) {
      properties.add(matcher.group(1));
    }
    return properties;
  }
}
