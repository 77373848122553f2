package org.baltoro.spring;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.baltoro.api.code.CodeContext;
import org.baltoro.api.code.CodeHandler;
import org.baltoro.api.code.RegisteredHandler;
import org.baltoro.api.code.ServerEventContext;
import org.baltoro.api.code.ServerEventHandler;
import org.baltoro.engine.EngineConfig;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/** Finds the handlers among the beans, and registers them. */
final class HandlerBeans {
  private static final String SHAPE =
      "give it one parameter: ServerEventContext, or the context of an escalation or a rule";

  private final ConfigurableListableBeanFactory beans;

  /** Where each name was found, for the case that another bean has it, too. */
  private final Map<String, String> placeByName = new TreeMap<>();

  private EngineConfig config;

  private HandlerBeans(ConfigurableListableBeanFactory beans, EngineConfig config) {
    this.beans = beans;
    this.config = config;
  }

  /**
   * @throws IllegalStateException if a handler has no fitting parameter, or a name is used twice
   */
  static EngineConfig registered(ConfigurableListableBeanFactory beans, EngineConfig config) {
    var handlers = new HandlerBeans(beans, config);
    for (var bean : beans.getBeanDefinitionNames()) {
      handlers.look(bean);
    }
    return handlers.config;
  }

  private void look(String bean) {
    var type = beans.getType(bean);
    if (type == null || type.getName().startsWith("org.springframework.")) {
      return;
    }
    var marked = beans.findAnnotationOnBean(bean, BaltoroHandler.class);
    if (CodeHandler.class.isAssignableFrom(type)) {
      registerBean(bean, marked);
    } else if (marked != null) {
      throw new IllegalStateException(
          "The bean '%s' is @BaltoroHandler(\"%s\"), but no CodeHandler: let it implement ServerEventHandler, or mark its method."
              .formatted(bean, marked.value()));
    }
    methods(type).forEach((method, annotation) -> registerMethod(bean, method, annotation));
  }

  /** Those of the class itself: a proxy's have no annotations. */
  private static Map<Method, BaltoroHandler> methods(Class<?> type) {
    var methods = new LinkedHashMap<Method, BaltoroHandler>();
    for (var method :
        MethodIntrospector.selectMethods(ClassUtils.getUserClass(type), HandlerBeans::isHandler)) {
      methods.put(
          method,
          Objects.requireNonNull(
              AnnotatedElementUtils.findMergedAnnotation(method, BaltoroHandler.class)));
    }
    return methods;
  }

  /** One that makes a bean marks that bean. */
  private static boolean isHandler(Method method) {
    return AnnotatedElementUtils.hasAnnotation(method, BaltoroHandler.class)
        && !AnnotatedElementUtils.hasAnnotation(method, Bean.class);
  }

  // ---- beans

  private void registerBean(String bean, @Nullable BaltoroHandler marked) {
    var handler = (CodeHandler<?>) beans.getBean(bean);
    var registered = handler instanceof RegisteredHandler known ? known : null;
    String name = marked != null ? marked.value() : registered != null ? registered.name() : bean;
    boolean repeatable =
        marked != null ? marked.repeatable() : registered != null && registered.repeatable();
    if (handler instanceof ServerEventHandler) {
      register(name, ServerEventContext.class, handler, repeatable, "bean '" + bean + "'");
      return;
    }
    var context =
        contextOf(beans.getMergedBeanDefinition(bean).getResolvableType(), handler.getClass());
    if (context == null || context == CodeContext.class) {
      throw new IllegalStateException(
          "What the handler bean '%s' is written for can't be seen: declare it as CodeHandler<...Context>."
              .formatted(bean));
    }
    register(name, context, handler, repeatable, "bean '" + bean + "'");
  }

  /** As it was declared, else as the class says: a lambda's knows nothing. */
  private static @Nullable Class<?> contextOf(ResolvableType declared, Class<?> type) {
    var context = declared.as(CodeHandler.class).getGeneric(0).resolve();
    return context != null && context != CodeContext.class
        ? context
        : ResolvableType.forClass(type).as(CodeHandler.class).getGeneric(0).resolve();
  }

  // ---- methods

  private void registerMethod(String bean, Method method, BaltoroHandler annotation) {
    var place = method.getDeclaringClass().getSimpleName() + "." + method.getName();
    if (method.getParameterCount() != 1
        || !CodeContext.class.isAssignableFrom(method.getParameterTypes()[0])) {
      throw new IllegalStateException(
          "The method %s is @BaltoroHandler(\"%s\"): %s."
              .formatted(place, annotation.value(), SHAPE));
    }
    register(
        annotation.value(),
        method.getParameterTypes()[0],
        k2 -> call(bean, method, k2),
        annotation.repeatable(),
        place);
  }

  /** Through the bean as others have it, with its transactions and the like. */
  private void call(String bean, Method method, CodeContext k2) throws Exception {
    var target = beans.getBean(bean);
    var callable = AopUtils.selectInvocableMethod(method, target.getClass());
    ReflectionUtils.makeAccessible(callable);
    try {
      callable.invoke(target, k2);
    } catch (InvocationTargetException failed) {
      if (failed.getCause() instanceof Exception cause) {
        throw cause;
      }
      if (failed.getCause() instanceof Error error) {
        throw error;
      }
      throw failed;
    }
  }

  // ---- both

  private void register(
      String name, Class<?> context, CodeHandler<?> handler, boolean repeatable, String place) {
    var other = placeByName.putIfAbsent(name, place);
    if (other != null) {
      throw new IllegalStateException(
          "Two handlers are called '%s': %s and %s. Give one another name."
              .formatted(name, other, place));
    }
    if (context == ServerEventContext.class) {
      ServerEventHandler code = k2 -> run(handler, k2);
      config = repeatable ? config.repeatableHandler(name, code) : config.handler(name, code);
    } else {
      config = registered(config, name, context.asSubclass(CodeContext.class), handler);
    }
  }

  private static <C extends CodeContext> EngineConfig registered(
      EngineConfig config, String name, Class<C> context, CodeHandler<?> handler) {
    return config.handler(name, context, k2 -> run(handler, k2));
  }

  /** It was looked up by the very context that it gets. */
  @SuppressWarnings("unchecked")
  private static <C extends CodeContext> void run(CodeHandler<?> handler, C k2) throws Exception {
    ((CodeHandler<C>) handler).run(k2);
  }
}
