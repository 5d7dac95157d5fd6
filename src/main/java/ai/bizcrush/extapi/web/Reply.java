package ai.bizcrush.extapi.web;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a controller's method: what it replies, where its signature does not say. The API's
 * description is made from it.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Repeatable(Reply.Replies.class)
public @interface Reply {

  /** The record that looks like the JSON. */
  Class<? extends Record> value();

  int status() default 200;

  /** More than one, each with another status. */
  @Target(ElementType.METHOD)
  @Retention(RetentionPolicy.RUNTIME)
  @Documented
  @interface Replies {
    Reply[] value();
  }
}
