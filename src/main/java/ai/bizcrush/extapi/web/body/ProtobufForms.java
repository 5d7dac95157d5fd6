package ai.bizcrush.extapi.web.body;

import ai.bizcrush.extapi.web.ProtobufForm;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The records that travel as protobuf too. */
@Component
class ProtobufForms {

  private final Map<Class<?>, ProtobufForm<?, ?>> forms;

  ProtobufForms(ObjectProvider<ProtobufForm<?, ?>> forms) {
    this.forms =
        forms.stream().collect(Collectors.toMap(ProtobufForm::record, Function.identity()));
  }

  @Nullable ProtobufForm<?, ?> of(Class<?> record) {
    return forms.get(record);
  }
}
