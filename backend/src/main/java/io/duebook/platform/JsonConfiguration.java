package io.duebook.platform;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import io.duebook.shared.AllocationId;
import io.duebook.shared.ApiClientId;
import io.duebook.shared.ApprovalId;
import io.duebook.shared.AttachmentId;
import io.duebook.shared.BillId;
import io.duebook.shared.CaseId;
import io.duebook.shared.ChargeId;
import io.duebook.shared.CheckoutId;
import io.duebook.shared.ContactId;
import io.duebook.shared.CreditNoteId;
import io.duebook.shared.Currency;
import io.duebook.shared.CustomerId;
import io.duebook.shared.DeductionId;
import io.duebook.shared.DepositId;
import io.duebook.shared.EntryId;
import io.duebook.shared.EventId;
import io.duebook.shared.ExportId;
import io.duebook.shared.FindingId;
import io.duebook.shared.ImportId;
import io.duebook.shared.InvoiceId;
import io.duebook.shared.MemberId;
import io.duebook.shared.MessageId;
import io.duebook.shared.NettingId;
import io.duebook.shared.PaymentId;
import io.duebook.shared.PublicId;
import io.duebook.shared.RecurringInvoiceId;
import io.duebook.shared.RefundId;
import io.duebook.shared.RestoreId;
import io.duebook.shared.SettlementOfferId;
import io.duebook.shared.StatementId;
import io.duebook.shared.StatementReplyId;
import io.duebook.shared.StatementRunId;
import io.duebook.shared.TenantId;
import io.duebook.shared.TransferId;
import io.duebook.shared.UnidentifiedReceiptId;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.boot.http.codec.CodecCustomizer;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.format.FormatterRegistry;
import org.springframework.http.codec.ServerCodecConfigurer;
import org.springframework.http.codec.json.JacksonJsonDecoder;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.KeyDeserializer;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdScalarSerializer;
import tools.jackson.databind.type.LogicalType;

/** How requests are read and answers written: snake_case, strict, no guessing between types. */
@Configuration(proxyBeanMethods = false)
class JsonConfiguration implements WebFluxConfigurer {

    private static final int LARGEST_BODY = 1 << 20;
    private static final int LONGEST_TEXT = 10_000;
    private static final int DEEPEST = 20;

    @Bean
    JsonMapperBuilderCustomizer strictJson() {
        return json -> json.propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
                .withCoercionConfig(LogicalType.Textual, textual -> textual.setCoercion(
                                CoercionInputShape.Integer, CoercionAction.Fail)
                        .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                        .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
                // A record's facts (isPositive) are not part of what it says.
                .changeDefaultVisibility(seen -> seen.withIsGetterVisibility(JsonAutoDetect.Visibility.NONE))
                .addModule(values());
    }

    /** What clients send is read like everything else, but within bounds. */
    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    CodecCustomizer boundedBodies(ObjectProvider<JsonMapperBuilderCustomizer> customizers) {
        JsonMapper.Builder bounded = JsonMapper.builder(boundedFactory());
        customizers.orderedStream().forEach(customizer -> customizer.customize(bounded));
        var decoder = new JacksonJsonDecoder(bounded.build());
        return codecs -> codecs.defaultCodecs().jacksonJsonDecoder(decoder);
    }

    /** Bounds for what clients send; what we wrote ourselves is read without. */
    static JsonFactory boundedFactory() {
        return JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(DEEPEST)
                        .maxNumberLength(40)
                        .maxStringLength(LONGEST_TEXT)
                        .build())
                .build();
    }

    private static SimpleModule values() {
        var values = new SimpleModule("duebook");
        values.addSerializer(PublicId.class, new PublicIdText());
        values.addSerializer(Currency.class, new CurrencyText());
        values.addDeserializer(PublicId.class, new Text<>(PublicId.class, JsonConfiguration::document));
        values.addDeserializer(Currency.class, new Text<>(Currency.class, Currency::of));
        values.addDeserializer(LocalDate.class, new Text<>(LocalDate.class, JsonConfiguration::day));
        values.addDeserializer(String.class, new PlainText());
        values.addKeyDeserializer(String.class, new PlainName());
        id(values, AllocationId.class, AllocationId.PREFIX, AllocationId::new);
        id(values, ApiClientId.class, ApiClientId.PREFIX, ApiClientId::new);
        id(values, ApprovalId.class, ApprovalId.PREFIX, ApprovalId::new);
        id(values, CaseId.class, CaseId.PREFIX, CaseId::new);
        id(values, ChargeId.class, ChargeId.PREFIX, ChargeId::new);
        id(values, CheckoutId.class, CheckoutId.PREFIX, CheckoutId::new);
        id(values, ContactId.class, ContactId.PREFIX, ContactId::new);
        id(values, CreditNoteId.class, CreditNoteId.PREFIX, CreditNoteId::new);
        id(values, CustomerId.class, CustomerId.PREFIX, CustomerId::new);
        id(values, EntryId.class, EntryId.PREFIX, EntryId::new);
        id(values, DeductionId.class, DeductionId.PREFIX, DeductionId::new);
        id(values, EventId.class, EventId.PREFIX, EventId::new);
        id(values, ExportId.class, ExportId.PREFIX, ExportId::new);
        id(values, FindingId.class, FindingId.PREFIX, FindingId::new);
        id(values, ImportId.class, ImportId.PREFIX, ImportId::new);
        id(values, InvoiceId.class, InvoiceId.PREFIX, InvoiceId::new);
        id(values, MemberId.class, MemberId.PREFIX, MemberId::new);
        id(values, MessageId.class, MessageId.PREFIX, MessageId::new);
        id(values, AttachmentId.class, AttachmentId.PREFIX, AttachmentId::new);
        id(values, BillId.class, BillId.PREFIX, BillId::new);
        id(values, NettingId.class, NettingId.PREFIX, NettingId::new);
        id(values, DepositId.class, DepositId.PREFIX, DepositId::new);
        id(values, SettlementOfferId.class, SettlementOfferId.PREFIX, SettlementOfferId::new);
        id(values, PaymentId.class, PaymentId.PREFIX, PaymentId::new);
        id(values, RecurringInvoiceId.class, RecurringInvoiceId.PREFIX, RecurringInvoiceId::new);
        id(values, RefundId.class, RefundId.PREFIX, RefundId::new);
        id(values, RestoreId.class, RestoreId.PREFIX, RestoreId::new);
        id(values, StatementId.class, StatementId.PREFIX, StatementId::new);
        id(values, StatementReplyId.class, StatementReplyId.PREFIX, StatementReplyId::new);
        id(values, StatementRunId.class, StatementRunId.PREFIX, StatementRunId::new);
        id(values, TenantId.class, TenantId.PREFIX, TenantId::new);
        id(values, TransferId.class, TransferId.PREFIX, TransferId::new);
        id(values, UnidentifiedReceiptId.class, UnidentifiedReceiptId.PREFIX, UnidentifiedReceiptId::new);
        return values;
    }

    private static <T extends PublicId> void id(
            SimpleModule values, Class<T> type, String prefix, Function<UUID, T> make) {
        values.addDeserializer(type, new Text<>(type, text -> parse(prefix, text, make)));
    }

    /** Where a field may name documents of several kinds: whichever the prefix tells. */
    private static PublicId document(String text) {
        return Stream.<Optional<? extends PublicId>>of(
                        PublicId.parse(InvoiceId.PREFIX, text).map(InvoiceId::new),
                        PublicId.parse(ChargeId.PREFIX, text).map(ChargeId::new),
                        PublicId.parse(PaymentId.PREFIX, text).map(PaymentId::new),
                        PublicId.parse(CreditNoteId.PREFIX, text).map(CreditNoteId::new),
                        PublicId.parse(CustomerId.PREFIX, text).map(CustomerId::new),
                        PublicId.parse(RecurringInvoiceId.PREFIX, text).map(RecurringInvoiceId::new),
                        PublicId.parse(BillId.PREFIX, text).map(BillId::new),
                        PublicId.parse(RefundId.PREFIX, text).map(RefundId::new),
                        PublicId.parse(NettingId.PREFIX, text).map(NettingId::new),
                        PublicId.parse(DepositId.PREFIX, text).map(DepositId::new),
                        PublicId.parse(SettlementOfferId.PREFIX, text).map(SettlementOfferId::new),
                        PublicId.parse(UnidentifiedReceiptId.PREFIX, text).map(UnidentifiedReceiptId::new))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow(NoSuchId::new);
    }

    /** A day of a year with four digits: nobody means another, and no document shows one. */
    private static LocalDate day(String text) {
        LocalDate day = LocalDate.parse(text);
        if (day.getYear() < 1 || day.getYear() > 9999) {
            throw new DateTimeException("a year from 1 to 9999 is needed");
        }
        return day;
    }

    /** A moment of such a year, with its offset. */
    private static Instant moment(String text) {
        OffsetDateTime moment = OffsetDateTime.parse(text).withOffsetSameInstant(ZoneOffset.UTC);
        if (moment.getYear() < 1 || moment.getYear() > 9999) {
            throw new DateTimeException("a year from 1 to 9999 is needed");
        }
        return moment.toInstant();
    }

    private static <T> T parse(String prefix, String text, Function<UUID, T> make) {
        return PublicId.parse(prefix, text).map(make).orElseThrow(NoSuchId::new);
    }

    @Override
    public void configureHttpMessageCodecs(ServerCodecConfigurer codecs) {
        codecs.defaultCodecs().maxInMemorySize(LARGEST_BODY);
    }

    @Override
    public void addFormatters(FormatterRegistry formats) {
        // Choices travel in lower case, as open for OPEN.
        ApplicationConversionService.configure(formats);
        formats.addConverter(
                String.class, AllocationId.class, text -> parse(AllocationId.PREFIX, text, AllocationId::new));
        formats.addConverter(
                String.class, ApiClientId.class, text -> parse(ApiClientId.PREFIX, text, ApiClientId::new));
        formats.addConverter(String.class, ApprovalId.class, text -> parse(ApprovalId.PREFIX, text, ApprovalId::new));
        formats.addConverter(String.class, CaseId.class, text -> parse(CaseId.PREFIX, text, CaseId::new));
        formats.addConverter(String.class, ChargeId.class, text -> parse(ChargeId.PREFIX, text, ChargeId::new));
        formats.addConverter(String.class, CheckoutId.class, text -> parse(CheckoutId.PREFIX, text, CheckoutId::new));
        formats.addConverter(String.class, ContactId.class, text -> parse(ContactId.PREFIX, text, ContactId::new));
        formats.addConverter(
                String.class, CreditNoteId.class, text -> parse(CreditNoteId.PREFIX, text, CreditNoteId::new));
        formats.addConverter(String.class, CustomerId.class, text -> parse(CustomerId.PREFIX, text, CustomerId::new));
        formats.addConverter(
                String.class, DeductionId.class, text -> parse(DeductionId.PREFIX, text, DeductionId::new));
        formats.addConverter(String.class, EventId.class, text -> parse(EventId.PREFIX, text, EventId::new));
        formats.addConverter(String.class, ExportId.class, text -> parse(ExportId.PREFIX, text, ExportId::new));
        formats.addConverter(String.class, FindingId.class, text -> parse(FindingId.PREFIX, text, FindingId::new));
        formats.addConverter(String.class, ImportId.class, text -> parse(ImportId.PREFIX, text, ImportId::new));
        formats.addConverter(String.class, InvoiceId.class, text -> parse(InvoiceId.PREFIX, text, InvoiceId::new));
        formats.addConverter(String.class, MemberId.class, text -> parse(MemberId.PREFIX, text, MemberId::new));
        formats.addConverter(String.class, MessageId.class, text -> parse(MessageId.PREFIX, text, MessageId::new));
        formats.addConverter(
                String.class, AttachmentId.class, text -> parse(AttachmentId.PREFIX, text, AttachmentId::new));
        formats.addConverter(String.class, BillId.class, text -> parse(BillId.PREFIX, text, BillId::new));
        formats.addConverter(String.class, NettingId.class, text -> parse(NettingId.PREFIX, text, NettingId::new));
        formats.addConverter(String.class, DepositId.class, text -> parse(DepositId.PREFIX, text, DepositId::new));
        formats.addConverter(
                String.class,
                SettlementOfferId.class,
                text -> parse(SettlementOfferId.PREFIX, text, SettlementOfferId::new));
        formats.addConverter(String.class, PaymentId.class, text -> parse(PaymentId.PREFIX, text, PaymentId::new));
        formats.addConverter(
                String.class,
                RecurringInvoiceId.class,
                text -> parse(RecurringInvoiceId.PREFIX, text, RecurringInvoiceId::new));
        formats.addConverter(String.class, RefundId.class, text -> parse(RefundId.PREFIX, text, RefundId::new));
        formats.addConverter(String.class, RestoreId.class, text -> parse(RestoreId.PREFIX, text, RestoreId::new));
        formats.addConverter(
                String.class, StatementId.class, text -> parse(StatementId.PREFIX, text, StatementId::new));
        formats.addConverter(
                String.class,
                StatementReplyId.class,
                text -> parse(StatementReplyId.PREFIX, text, StatementReplyId::new));
        formats.addConverter(
                String.class, StatementRunId.class, text -> parse(StatementRunId.PREFIX, text, StatementRunId::new));
        formats.addConverter(String.class, TenantId.class, text -> parse(TenantId.PREFIX, text, TenantId::new));
        formats.addConverter(String.class, TransferId.class, text -> parse(TransferId.PREFIX, text, TransferId::new));
        formats.addConverter(
                String.class,
                UnidentifiedReceiptId.class,
                text -> parse(UnidentifiedReceiptId.PREFIX, text, UnidentifiedReceiptId::new));
        formats.addConverter(String.class, Currency.class, JsonConfiguration::currency);
        formats.addConverter(String.class, LocalDate.class, JsonConfiguration::day);
        formats.addConverter(String.class, Instant.class, JsonConfiguration::moment);
    }

    /** In an address it is a filter like any other: one that is none cannot be read. */
    private static Currency currency(String code) {
        if (!Currency.isKnown(code)) {
            throw new IllegalArgumentException("no supported currency: " + code);
        }
        return Currency.of(code);
    }

    private static final class PublicIdText extends StdScalarSerializer<PublicId> {
        PublicIdText() {
            super(PublicId.class);
        }

        @Override
        public void serialize(PublicId id, JsonGenerator out, SerializationContext context) {
            out.writeString(id.text());
        }
    }

    private static final class CurrencyText extends StdScalarSerializer<Currency> {
        CurrencyText() {
            super(Currency.class);
        }

        @Override
        public void serialize(Currency currency, JsonGenerator out, SerializationContext context) {
            out.writeString(currency.code());
        }
    }

    /** A value that travels as a text of its own shape. */
    private static final class Text<T> extends StdScalarDeserializer<T> {

        private final Function<String, T> parse;

        Text(Class<T> type, Function<String, T> parse) {
            super(type);
            this.parse = parse;
        }

        @Override
        public T deserialize(JsonParser in, DeserializationContext context) {
            if (!in.currentToken().isScalarValue()
                    || in.currentToken().isNumeric()
                    || in.currentToken().isBoolean()) {
                return context.reportInputMismatch(this, "a text is needed here");
            }
            return parse.apply(in.getString());
        }
    }

    /** Free text: no control characters but tab and line ends, which neither the database nor a mail would take. */
    private static final class PlainText extends StdScalarDeserializer<String> {
        PlainText() {
            super(String.class);
        }

        @Override
        public String deserialize(JsonParser in, DeserializationContext context) {
            if (!in.currentToken().isScalarValue()
                    || in.currentToken().isNumeric()
                    || in.currentToken().isBoolean()) {
                return context.reportInputMismatch(this, "a text is needed here");
            }
            String text = in.getString();
            if (!isPlain(text)) {
                return context.reportInputMismatch(this, "control characters are not allowed");
            }
            return text;
        }

        static boolean isPlain(String text) {
            return text.codePoints().noneMatch(PlainText::isForbidden);
        }

        /** Half of a surrogate pair is no character either, and would be kept as a question mark. */
        private static boolean isForbidden(int character) {
            return Character.getType(character) == Character.SURROGATE
                    || Character.isISOControl(character) && character != '\n' && character != '\r' && character != '\t';
        }
    }

    /** The name of a free field, of which the same is true. */
    private static final class PlainName extends KeyDeserializer {
        @Override
        public Object deserializeKey(String name, DeserializationContext context) {
            return PlainText.isPlain(name)
                    ? name
                    : context.handleWeirdKey(String.class, name, "control characters are not allowed");
        }
    }
}
