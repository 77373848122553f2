package org.baltoro.server.forms;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.baltoro.engine.call.Credentials;
import org.baltoro.forms.service.JdbcUrl;
import org.baltoro.forms.service.RestService;
import org.baltoro.forms.service.ServiceDefinition;
import org.baltoro.forms.service.ServiceRules;
import org.baltoro.forms.service.SqlService;

/** Holds services to what the operator allows. */
final class ServiceGuard implements ServiceRules {
  private final ServiceLimits limits;
  private final Secrets secrets;
  private final Credentials credentials;
  private final List<String> taken;

  /**
   * @param taken names of the server's own services
   */
  ServiceGuard(ServiceLimits limits, Secrets secrets, Credentials credentials, List<String> taken) {
    this.limits = limits;
    this.secrets = secrets;
    this.credentials = credentials;
    this.taken = List.copyOf(taken);
  }

  @Override
  public List<Fault> faults(ServiceDefinition service) {
    var faults = new ArrayList<Fault>();
    if (taken.contains(service.name())) {
      faults.add(
          new Fault(
              "service",
              "'%s', which is the server's own".formatted(service.name()),
              "a name of its own"));
    }
    switch (service) {
      case SqlService sql -> database(sql, faults);
      case RestService rest -> credential(rest, faults);
    }
    return faults;
  }

  private void database(SqlService service, List<Fault> faults) {
    if (!JdbcUrl.isWithin(service.url(), limits.databases())) {
      faults.add(
          new Fault(
              "url",
              "a database that services may not use",
              "a URL that begins with one of %s: the server's operator allows others with"
                      .formatted(String.join(", ", limits.databases()))
                  + " --service-databases"));
    } else if (!hasDriver(service.url())) {
      faults.add(
          new Fault(
              "url",
              "a database for which the server has no JDBC driver",
              "one of PostgreSQL or SQLite, or whose driver is on the server's class path"));
    }
    if (service.password() != null) {
      secrets
          .fault(service.password())
          .ifPresent(why -> faults.add(new Fault("password", why, "a secret that can be read")));
    }
  }

  private static boolean hasDriver(String url) {
    try {
      DriverManager.getDriver(url);
      return true;
    } catch (SQLException none) {
      return false;
    }
  }

  private void credential(RestService service, List<Fault> faults) {
    var name = service.rest().credential();
    if (name == null) {
      return;
    }
    var known = credentials.named(name);
    if (known == null) {
      faults.add(
          new Fault(
              "credential",
              "'%s', which this server does not know".formatted(name),
              "one that its operator has named with --credentials"));
    } else if (!known.isFor(service.rest().base().toString())) {
      faults.add(
          new Fault(
              "credential",
              "'%s', which is for %s and goes nowhere else".formatted(name, known.address()),
              "one for this address"));
    }
  }
}
