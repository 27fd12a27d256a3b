package io.duebook.platform;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import io.duebook.shared.Currency;
import io.duebook.shared.PublicId;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Says how our values travel: ids and currencies as texts, and of each record which fields are always there, namely all
 * that are not {@code @Nullable}.
 */
final class ValueSchemas implements ModelConverter {

    private static final PropertyNamingStrategies.SnakeCaseStrategy NAMES =
            new PropertyNamingStrategies.SnakeCaseStrategy();

    @Override
    @SuppressWarnings("rawtypes")
    public @Nullable Schema resolve(AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
        JavaType java = Json.mapper().constructType(type.getType());
        Schema value = java == null ? null : value(java.getRawClass());
        if (value != null || !chain.hasNext()) {
            return value;
        }
        Schema resolved = chain.next().resolve(type, context, chain);
        if (resolved != null && java != null && java.getRawClass().isRecord()) {
            describe(java.getRawClass(), definition(resolved, context));
        }
        return resolved;
    }

    private static @Nullable Schema<?> value(Class<?> type) {
        if (PublicId.class.isAssignableFrom(type)) {
            return text(type == PublicId.class ? "Id of a claim, payment or other document" : "Id of: " + words(type))
                    .pattern("^" + prefix(type) + "[0-9a-hjkmnp-tv-z]{26}$")
                    .maxLength(30);
        }
        if (type == Currency.class) {
            return text("ISO 4217").pattern("^[A-Z]{3}$").maxLength(3);
        }
        return type == JsonNode.class ? new JsonSchema().types(new LinkedHashSet<>(Set.of("object"))) : null;
    }

    private static Schema<?> text(String description) {
        return new JsonSchema().types(new LinkedHashSet<>(Set.of("string"))).description(description);
    }

    private static String prefix(Class<?> id) {
        try {
            return id == PublicId.class
                    ? "[a-z]{3}_"
                    : String.valueOf(id.getField("PREFIX").get(null));
        } catch (ReflectiveOperationException everyIdHasOne) {
            throw new IllegalStateException(everyIdHasOne);
        }
    }

    private static String words(Class<?> id) {
        String name = id.getSimpleName();
        return name.substring(0, name.length() - "Id".length())
                .replaceAll("([a-z])([A-Z])", "$1 $2")
                .toLowerCase(Locale.ROOT);
    }

    @SuppressWarnings("rawtypes")
    private static @Nullable Schema definition(Schema resolved, ModelConverterContext context) {
        String reference = resolved.get$ref();
        return reference == null
                ? resolved
                : context.getDefinedModels().get(reference.substring(reference.lastIndexOf('/') + 1));
    }

    @SuppressWarnings({"rawtypes", "unchecked"})
    private static void describe(Class<?> type, @Nullable Schema schema) {
        if (schema == null || schema.getProperties() == null) {
            return;
        }
        Map<String, Schema> properties = schema.getProperties();
        Set<String> required = new TreeSet<>();
        boolean isRequest = Arrays.stream(type.getRecordComponents()).anyMatch(ValueSchemas::isConstrained);
        Arrays.stream(type.getRecordComponents()).forEach(component -> {
            String name = NAMES.translate(component.getName());
            // issueDate() looks like a question to the library (is-sueDate), and keeps its Java name.
            Schema misnamed = properties.remove(component.getName());
            if (misnamed != null) {
                properties.put(name, misnamed);
            }
            Schema property = properties.get(name);
            if (property == null) {
                return;
            }
            Schema value = value(component.getType());
            if (value != null) {
                // Once more: the library turns every class it does not know into an object.
                properties.put(name, value);
            }
            Schema items = valueOfItems(component);
            if (items != null) {
                property.setItems(items);
            }
            if (isNullable(component)) {
                properties.put(name, orNull(properties.get(name)));
            } else if (!isRequest || isDemanded(component)) {
                required.add(name);
            }
        });
        schema.setRequired(required.isEmpty() ? null : required.stream().toList());
    }

    /** What a list of ours holds, where that is a value. */
    private static @Nullable Schema<?> valueOfItems(RecordComponent component) {
        return component.getGenericType() instanceof ParameterizedType list
                        && list.getRawType() == List.class
                        && list.getActualTypeArguments()[0] instanceof Class<?> items
                ? value(items)
                : null;
    }

    /** Only what is read has rules; what is written keeps them anyway. */
    private static boolean isConstrained(RecordComponent component) {
        return Arrays.stream(component.getAccessor().getAnnotations())
                .anyMatch(rule -> rule.annotationType().getPackageName().startsWith("jakarta.validation"));
    }

    /** A record may have defaults for what a client leaves out, but not where a rule asks for a value. */
    private static boolean isDemanded(RecordComponent component) {
        return component.getType().isPrimitive()
                || Stream.of(NotNull.class, NotBlank.class, NotEmpty.class)
                        .anyMatch(component.getAccessor()::isAnnotationPresent);
    }

    private static boolean isNullable(RecordComponent component) {
        return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    @SuppressWarnings({"rawtypes", "unchecked"})
    private static @Nullable Schema orNull(@Nullable Schema property) {
        if (property == null) {
            return null;
        }
        if (property.get$ref() != null) {
            Schema either = new JsonSchema();
            either.setOneOf(List.of(property, new JsonSchema().types(new LinkedHashSet<>(Set.of("null")))));
            return either;
        }
        Set<String> types = new LinkedHashSet<>();
        if (property.getTypes() != null) {
            types.addAll(property.getTypes());
        } else if (property.getType() != null) {
            // The library says the type of some values in the manner of OpenAPI 3.0.
            types.add(property.getType());
            property.setType(null);
        }
        types.add("null");
        property.setTypes(types);
        return property;
    }
}
