package ai.bizcrush.extapi.site;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;

/**
 * Marks a controller or a configuration of the site listener: it exists in the servlet context
 * alone. Everything without it is shared, or belongs to the API. Transactions and method security
 * are proxied a context at a time, so they stay in shared services; domain events do not reach
 * beans of the site.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
public @interface Site {}
