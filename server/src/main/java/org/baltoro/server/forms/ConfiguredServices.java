package org.baltoro.server.forms;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.baltoro.forms.broker.rest.AddressRule;
import org.baltoro.forms.broker.rest.Credentials;
import org.baltoro.forms.broker.rest.RestBroker;
import org.baltoro.forms.broker.rest.Waiting;
import org.baltoro.forms.broker.sql.SqlBroker;
import org.baltoro.forms.broker.sql.SqlResource;
import org.baltoro.forms.library.DocumentLibrary;
import org.baltoro.forms.library.Kind;
import org.baltoro.forms.service.RestService;
import org.baltoro.forms.service.ServiceDefinition;
import org.baltoro.forms.service.ServiceRules;
import org.baltoro.forms.service.SqlService;
import org.baltoro.forms.smartobject.layer.ServiceSource;
import org.jspecify.annotations.Nullable;

/**
 * The services that are deployed, on whichever node: each is made when it is used first, and made
 * anew when its document has changed.
 */
final class ConfiguredServices implements ServiceSource, AutoCloseable {
  private final DocumentLibrary library;
  private final ServiceRules rules;
  private final Secrets secrets;
  private final Credentials credentials;
  private final AddressRule addresses;
  private final Map<String, ConfiguredService> inUse = new LinkedHashMap<>();

  ConfiguredServices(
      DocumentLibrary library, ServiceRules rules, Secrets secrets, FormSettings settings) {
    this.library = library;
    this.rules = rules;
    this.secrets = secrets;
    this.credentials = name -> credential(settings.credentials().named(name));
    this.addresses = address -> settings.calls().refusal(address).orElse(null);
  }

  private static Credentials.@Nullable Credential credential(
      org.baltoro.engine.call.Credentials.@Nullable Credential known) {
    return known == null
        ? null
        : new Credentials.Credential(
            known.address(), "Authorization", known.header(), known.secrets());
  }

  @Override
  public List<String> names() {
    return library.names(Kind.SERVICE);
  }

  @Override
  public @Nullable ConfiguredService find(String name) {
    var definition = library.service(name).orElse(null);
    synchronized (inUse) {
      var known = inUse.get(name);
      if (known != null && known.definition().equals(definition)) {
        return known;
      }
      if (known != null) {
        inUse.remove(name);
        known.close();
      }
      if (definition == null) {
        return null;
      }
      if (!definition.enabled()) {
        return unusable(definition, "it is switched off: its document says 'enabled: false'.");
      }
      var faults = rules.faults(definition);
      if (!faults.isEmpty()) { // not kept: a secret may be there the next time
        var why = faults.stream().map(Object::toString).collect(Collectors.joining(". "));
        return unusable(definition, why + ".");
      }
      var made = make(definition);
      inUse.put(name, made);
      return made;
    }
  }

  private ConfiguredService make(ServiceDefinition definition) {
    return switch (definition) {
      case SqlService sql -> {
        var pool = ServicePools.open(sql, secrets);
        var broker = new SqlBroker(new SqlResource(pool), sql.config());
        yield new ConfiguredService(sql, broker, pool, secrets);
      }
      case RestService rest -> {
        var broker = new RestBroker(rest.rest(), credentials, addresses, Waiting.REAL);
        yield new ConfiguredService(rest, broker, null, secrets);
      }
    };
  }

  private ConfiguredService unusable(ServiceDefinition definition, String why) {
    return new ConfiguredService(
        definition, new UnusableService(definition.name(), why), null, secrets);
  }

  @Override
  public void close() {
    synchronized (inUse) {
      inUse.values().forEach(ConfiguredService::closeNow);
      inUse.clear();
    }
  }
}
