package io.duebook.platform;

import io.duebook.shared.CurrencyMismatch;
import io.duebook.shared.CurrencyNotSupported;
import io.r2dbc.spi.R2dbcException;
import java.time.DateTimeException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.validation.FieldError;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.support.WebExchangeBindException;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.ServerWebInputException;
import org.springframework.web.server.WebExceptionHandler;
import reactor.core.publisher.Mono;
import reactor.netty.channel.AbortedException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Turns every error of a request into a problem. No stack trace, SQL or class name leaves the server. */
@Component
@Order(-2)
class ProblemHandler implements WebExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemHandler.class);

    /** PostgreSQL: lock not available, query cancelled, transaction timed out, deadlock. */
    private static final List<String> OUT_OF_TIME = List.of("55P03", "57014", "25P04", "40P01");

    private static final Set<Refusal.Kind> RAN_OUT = Set.of(Refusal.Kind.BUSY, Refusal.Kind.UNAVAILABLE);

    private static final String NUMBER_OUT_OF_RANGE = "22003";
    private static final String DATE_OUT_OF_RANGE = "22008";
    private static final String NO_TEXT = "22021";

    private final ProblemWriter problems;

    ProblemHandler(ProblemWriter problems) {
        this.problems = problems;
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, Throwable error) {
        if (exchange.getResponse().isCommitted()) {
            return Mono.error(error);
        }
        return refusal(error)
                .map(refusal -> told(exchange, refusal, error))
                .map(refusal -> problems.write(exchange, Problem.of(refusal, ProblemWriter.requestId(exchange))))
                .orElseGet(() -> other(exchange, error));
    }

    /** The client is asked to try again; whoever runs the service sees here what took so long. */
    private static Refusal told(ServerWebExchange exchange, Refusal refusal, Throwable error) {
        if (!(error instanceof Refusal) && RAN_OUT.contains(refusal.kind())) {
            LOG.atWarn()
                    .addKeyValue("request_id", ProblemWriter.requestId(exchange))
                    .addKeyValue("code", refusal.code())
                    .addKeyValue("reason", reason(error))
                    .log("a request ran out of time or room in the database");
        }
        return refusal;
    }

    /** SQLSTATE and message of the database, or what the driver or the pool say. */
    private static String reason(Throwable error) {
        return causes(error)
                .filter(R2dbcException.class::isInstance)
                .map(R2dbcException.class::cast)
                .findFirst()
                .map(database -> database.getSqlState() + " " + database.getMessage())
                .orElseGet(error::toString);
    }

    private static Optional<Refusal> refusal(Throwable error) {
        Refusal known =
                switch (error) {
                    case Refusal refusal -> refusal;
                    case CurrencyNotSupported unknown ->
                        new Named(
                                Refusal.Kind.UNPROCESSABLE,
                                "currency_not_supported",
                                Map.of("currency", unknown.code()),
                                "Use a currency of ISO 4217 with 0, 2 or 3 digits.");
                    case CurrencyMismatch mismatch ->
                        new Named(
                                Refusal.Kind.UNPROCESSABLE,
                                "currency_mismatch",
                                Map.of(
                                        "expected",
                                        mismatch.expected().code(),
                                        "given",
                                        mismatch.given().code()),
                                "Amounts of different currencies are never added; give both in the same one.");
                    case ArithmeticException tooLarge -> amountOutOfRange();
                    case DateTimeException tooFar -> dateOutOfRange();
                    case WebExchangeBindException invalid -> invalid(invalid);
                    case ServerWebInputException unreadable -> unreadable(unreadable);
                    default -> null;
                };
        return Optional.ofNullable(known).or(() -> ofDatabase(error));
    }

    private static Refusal invalid(WebExchangeBindException invalid) {
        return new InvalidRequest(invalid.getBindingResult().getAllErrors().stream()
                .map(error -> new Refusal.FieldError(
                        error instanceof FieldError field ? pointer(field.getField()) : "",
                        code(String.valueOf(error.getCode())),
                        String.valueOf(error.getDefaultMessage())))
                .toList());
    }

    /** {@code lines[0].unitAmount} as a JSON pointer: {@code /lines/0/unit_amount}. */
    static String pointer(String field) {
        return "/" + snakeCase(field.replaceAll("\\[(\\d+)]", ".$1")).replace('.', '/');
    }

    static String code(String constraint) {
        return switch (constraint) {
            case "NotNull", "NotBlank", "NotEmpty" -> "required";
            case "Size" -> "length";
            case "Min", "Max", "Positive", "PositiveOrZero", "DecimalMin", "DecimalMax" -> "out_of_range";
            default -> "invalid";
        };
    }

    private static Refusal unreadable(ServerWebInputException unreadable) {
        return causes(unreadable)
                .flatMap(cause -> Stream.ofNullable(unreadable(unreadable, cause)))
                .findFirst()
                .orElseGet(() -> {
                    var parameter = unreadable.getMethodParameter();
                    String name = parameter == null || parameter.getParameterName() == null
                            ? "the request"
                            : snakeCase(parameter.getParameterName());
                    return new MalformedRequest("invalid_parameter", "", "Missing or not readable: " + name + ".");
                });
    }

    private static @Nullable Refusal unreadable(ServerWebInputException whole, Throwable cause) {
        return switch (cause) {
            case NoSuchId noId -> {
                var parameter = whole.getMethodParameter();
                if (parameter != null && parameter.hasParameterAnnotation(PathVariable.class)) {
                    yield new NotFound();
                }
                yield new UnknownReference(
                        parameter == null || parameter.getParameterName() == null || hasJson(whole)
                                ? jsonPointer(whole)
                                : "/" + snakeCase(parameter.getParameterName()));
            }
            case Refusal refusal -> refusal;
            case CurrencyNotSupported unknown -> refusal(unknown).orElseThrow();
            case DataBufferLimitException tooLarge -> tooLarge();
            case StreamConstraintsException tooDeep -> tooLarge();
            case UnrecognizedPropertyException unknown ->
                new MalformedRequest(
                        "unknown_field",
                        jsonPointer(whole),
                        "The field " + unknown.getPropertyName() + " is not known here; check its spelling.");
            case StreamReadException broken ->
                new MalformedRequest("malformed_json", "", "The body is not well-formed JSON.");
            case DatabindException mismatch
            when !(deeper(mismatch)) ->
                new MalformedRequest(
                        "invalid_type", jsonPointer(whole), "The value is not of the type this field takes.");
            default -> null;
        };
    }

    /** Whether a more telling cause lies below a databind error. */
    private static boolean deeper(DatabindException mismatch) {
        return causes(mismatch)
                .skip(1)
                .anyMatch(cause -> cause instanceof NoSuchId
                        || cause instanceof Refusal
                        || cause instanceof CurrencyNotSupported
                        || cause instanceof StreamReadException);
    }

    private static boolean hasJson(Throwable whole) {
        return causes(whole).anyMatch(JacksonException.class::isInstance);
    }

    private static String jsonPointer(Throwable whole) {
        return causes(whole)
                .filter(JacksonException.class::isInstance)
                .map(JacksonException.class::cast)
                .filter(json -> !json.getPath().isEmpty())
                .findFirst()
                .map(json -> json.getPath().stream()
                        .map(step -> step.getPropertyName() == null
                                ? String.valueOf(step.getIndex())
                                : step.getPropertyName())
                        .collect(Collectors.joining("/", "/", "")))
                .orElse("");
    }

    private static Optional<Refusal> ofDatabase(Throwable error) {
        return causes(error)
                .flatMap(cause -> Stream.ofNullable(
                        switch (cause) {
                            case R2dbcException noConnection when noConnection.getSqlState() == null -> overloaded();
                            case R2dbcException database
                            when OUT_OF_TIME.contains(database.getSqlState()) ->
                                new Named(
                                        Refusal.Kind.BUSY,
                                        "busy",
                                        Map.of(),
                                        "Other commands on the same records took too long; try again.");
                            case R2dbcException database
                            when NUMBER_OUT_OF_RANGE.equals(database.getSqlState()) -> amountOutOfRange();
                            case R2dbcException database
                            when DATE_OUT_OF_RANGE.equals(database.getSqlState()) -> dateOutOfRange();
                            case R2dbcException database
                            when NO_TEXT.equals(database.getSqlState()) ->
                                new MalformedRequest(
                                        "invalid_parameter", "", "Control characters are not allowed in a parameter.");
                            case TimeoutException tooSlow -> overloaded();
                            default -> null;
                        }))
                .findFirst();
    }

    /** No connection in time, or one that does not answer any more. */
    private static Refusal overloaded() {
        return new Named(
                Refusal.Kind.UNAVAILABLE,
                "overloaded",
                Map.of(),
                "The service is at its limit; try again in a moment.");
    }

    private static Refusal amountOutOfRange() {
        return new Named(
                Refusal.Kind.UNPROCESSABLE,
                "amount_out_of_range",
                Map.of(),
                "An amount or a sum of amounts is too large.");
    }

    private static Refusal dateOutOfRange() {
        return new Named(
                Refusal.Kind.UNPROCESSABLE,
                "date_out_of_range",
                Map.of(),
                "A date lies too far away to count with; use a year from 1 to 9999.");
    }

    private static Refusal tooLarge() {
        return new Named(
                Refusal.Kind.TOO_LARGE, "request_too_large", Map.of(), "The request is too large or nested too deep.");
    }

    private Mono<Void> other(ServerWebExchange exchange, Throwable error) {
        if (error instanceof AbortedException) {
            LOG.atDebug()
                    .addKeyValue("request_id", ProblemWriter.requestId(exchange))
                    .log("a client hung up");
            return Mono.empty();
        }
        if (error instanceof ResponseStatusException status) {
            exchange.getResponse().getHeaders().putAll(status.getHeaders());
            HttpStatus answer = HttpStatus.valueOf(status.getStatusCode().value());
            return switch (answer) {
                case NOT_FOUND ->
                    problems.write(exchange, Problem.of(new NotFound(), ProblemWriter.requestId(exchange)));
                case CONTENT_TOO_LARGE ->
                    problems.write(exchange, Problem.of(tooLarge(), ProblemWriter.requestId(exchange)));
                default ->
                    problems.write(
                            exchange,
                            answer,
                            answer.name().toLowerCase(java.util.Locale.ROOT),
                            "The request cannot be answered like this: " + answer.getReasonPhrase() + ".");
            };
        }
        LOG.atError()
                .addKeyValue("request_id", ProblemWriter.requestId(exchange))
                .setCause(error)
                .log("a request failed for a reason of ours");
        return problems.write(
                exchange,
                HttpStatus.INTERNAL_SERVER_ERROR,
                "internal_error",
                "Something broke on our side and nothing was changed; try again, or tell us the request_id.");
    }

    private static Stream<Throwable> causes(Throwable error) {
        return Stream.iterate(error, java.util.Objects::nonNull, Throwable::getCause)
                .limit(20);
    }

    private static String snakeCase(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(java.util.Locale.ROOT);
    }

    /** A refusal without a class of its own: its reason lies in the request's form, not in a rule of the business. */
    private static final class Named extends Refusal {
        Named(Kind kind, String code, Map<String, Object> params, String detail) {
            super(kind, code, params, detail);
        }
    }
}
