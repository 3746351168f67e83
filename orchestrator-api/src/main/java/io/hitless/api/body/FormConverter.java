package io.hitless.api.body;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.AbstractHttpMessageConverter;
import org.springframework.http.converter.HttpMessageNotWritableException;
import tools.jackson.databind.JsonNode;

/// Hands controllers their `@RequestBody`: a [Form], or a [JsonNode] where the shape depends on
/// something else. Answers are written by Spring's own converter.
final class FormConverter extends AbstractHttpMessageConverter<Object> {
  private static final MediaType MERGE_PATCH =
      MediaType.parseMediaType("application/merge-patch+json");

  private final StrictJson json;
  private final FormReader forms;

  FormConverter(StrictJson json, FormReader forms) {
    super(MediaType.APPLICATION_JSON, MERGE_PATCH);
    this.json = json;
    this.forms = forms;
  }

  @Override
  protected boolean supports(Class<?> type) {
    return JsonNode.class.isAssignableFrom(type)
        || (type.isRecord() && Form.class.isAssignableFrom(type));
  }

  @Override
  protected boolean canWrite(@Nullable MediaType type) {
    return false;
  }

  @Override
  protected Object readInternal(Class<?> type, HttpInputMessage message) throws IOException {
    JsonNode body = json.read(message.getBody().readAllBytes());
    return JsonNode.class.isAssignableFrom(type)
        ? body
        : forms.read(body, type.asSubclass(Record.class));
  }

  @Override
  protected void writeInternal(Object value, HttpOutputMessage message) {
    throw new HttpMessageNotWritableException("only reads");
  }
}
