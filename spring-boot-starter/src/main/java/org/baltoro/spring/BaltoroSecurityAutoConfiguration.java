package org.baltoro.spring;

import java.util.LinkedHashSet;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.Problem;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;

/** Who is asking, as Spring Security has found out. */
@AutoConfiguration(before = BaltoroAutoConfiguration.class)
@ConditionalOnClass(SecurityContextHolder.class)
@ConditionalOnProperty(prefix = "baltoro", name = "enabled", matchIfMissing = true)
@EnableConfigurationProperties(BaltoroProperties.class)
public class BaltoroSecurityAutoConfiguration {

  @Bean
  @ConditionalOnMissingBean
  BaltoroUser.Current baltoroCurrentUser(BaltoroProperties properties) {
    return () -> authenticated(properties.groupPrefix());
  }

  private static BaltoroUser authenticated(String groupPrefix) {
    var authentication = SecurityContextHolder.getContext().getAuthentication();
    if (authentication == null
        || !authentication.isAuthenticated()
        || authentication instanceof AnonymousAuthenticationToken) {
      throw new BaltoroException(
          Problem.NOT_AUTHENTICATED, "Nobody is logged in. Log in to the application first.");
    }
    var groups = new LinkedHashSet<String>();
    for (GrantedAuthority granted : authentication.getAuthorities()) {
      var authority = granted.getAuthority();
      if (authority != null
          && authority.startsWith(groupPrefix)
          && authority.length() > groupPrefix.length()) {
        groups.add(authority.substring(groupPrefix.length()));
      }
    }
    return new BaltoroUser(authentication.getName(), groups);
  }
}
