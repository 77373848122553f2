package org.baltoro.server.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.InstantSource;
import java.util.List;
import org.apache.catalina.core.StandardHost;
import org.apache.tomcat.util.threads.VirtualThreadExecutor;
import org.baltoro.engine.Engine;
import org.baltoro.server.ServeOptions;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.Shutdown;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.support.DefaultLifecycleProcessor;
import org.springframework.http.converter.ByteArrayHttpMessageConverter;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.http.converter.StringHttpMessageConverter;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.json.JsonMapper;

/** All parts of the HTTP side, named one by one: nothing is found on the class path by itself. */
@Configuration(proxyBeanMethods = false)
@EnableWebMvc
@Import({
  LoginResource.class,
  DefinitionsResource.class,
  InstancesResource.class,
  ServerItemsResource.class,
  ManagementResource.class,
  InstanceOperationsResource.class,
  ExplanationsResource.class,
  HistoryResource.class,
  WorklistResource.class,
  AdministrationResource.class,
  PeopleResource.class,
  WorkflowsResource.class,
  TasksResource.class,
  ServerEventsResource.class,
  CallbacksResource.class,
  WorkersResource.class,
  OperationsResource.class,
  FormDocumentsResource.class,
  FormSessionsResource.class,
  ServicesResource.class,
  SmartObjectsResource.class,
  Problems.class
})
class HttpConfiguration {
  /** What is read of a body that is refused, so that its sender comes to read the answer. */
  private static final int SWALLOWED_BYTES_MAX = 64 * 1024 * 1024;

  @Bean
  TomcatServletWebServerFactory tomcat(ServeOptions options) throws UnknownHostException {
    var tomcat = new TomcatServletWebServerFactory(options.port());
    tomcat.setAddress(InetAddress.getByName(options.address()));
    tomcat.setShutdown(Shutdown.GRACEFUL);
    tomcat.setDisableMBeanRegistry(true);
    tomcat.addProtocolHandlerCustomizers(
        protocol -> protocol.setExecutor(new VirtualThreadExecutor("http-")));
    tomcat.addConnectorCustomizers(
        connector -> connector.setProperty("maxSwallowSize", "" + SWALLOWED_BYTES_MAX));
    tomcat.addEngineValves(new CallerPresence.Valve());
    tomcat.addContextCustomizers(context -> {
      if (context.getParent() instanceof StandardHost host) {
        host.setErrorReportValveClass(ProblemValve.class.getName());
      }
    });
    return tomcat;
  }

  @Bean
  DefaultLifecycleProcessor lifecycleProcessor(ServeOptions options) {
    var processor = new DefaultLifecycleProcessor();
    processor.setTimeoutPerShutdownPhase(options.shutdownTimeout().toMillis());
    return processor;
  }

  @Bean
  DispatcherServlet dispatcherServlet() {
    return new DispatcherServlet();
  }

  @Bean
  HeadersAndBodyLimit headersAndBodyLimit(ServeOptions options) {
    return new HeadersAndBodyLimit(options.bodyLimit());
  }

  @Bean
  JsonMapper jsonMapper() {
    return JsonShapes.mapper();
  }

  @Bean
  LoginThrottle loginThrottle() {
    return new LoginThrottle(InstantSource.system());
  }

  @Bean
  Callers callers(Engine engine, ServeOptions options) {
    return new Callers(engine, options);
  }

  @Bean(destroyMethod = "close")
  FormsPart formsPart(Engine engine, ServeOptions options) {
    return new FormsPart(engine, options);
  }

  @Bean
  WebMvcConfigurer mvc(JsonMapper mapper, Callers callers) {
    return new WebMvcConfigurer() {
      @Override
      public void configureMessageConverters(HttpMessageConverters.ServerBuilder converters) {
        converters
            .withStringConverter(
                new StringHttpMessageConverter(java.nio.charset.StandardCharsets.UTF_8))
            .withJsonConverter(new JacksonJsonHttpMessageConverter(mapper))
            .addCustomConverter(new ByteArrayHttpMessageConverter());
      }

      @Override
      public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new CallersConnection(callers));
      }

      @Override
      public void addInterceptors(InterceptorRegistry interceptors) {
        interceptors.addInterceptor(new KnownParameters());
      }
    };
  }
}
