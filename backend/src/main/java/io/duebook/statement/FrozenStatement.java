package io.duebook.statement;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.duebook.shared.Currency;
import io.duebook.shared.CustomerId;
import io.duebook.shared.StatementId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A statement as it was handed out: what it says never changes. Its hash is that of the canonical JSON of all of it but
 * the hash itself and the address at which it is verified.
 *
 * @param number the same for each version of a customer's statement of one kind and period
 * @param version counted from 1
 * @param replaces the version before it
 * @param opensWith the statement with whose closing it opens; null where there was none, and in an open-item statement
 * @param hash SHA-256, in hexadecimal
 * @param verificationUrl where anybody who holds it learns whether it is ours, and nothing else
 */
record FrozenStatement(
        StatementId id,
        String number,
        int version,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable EarlierStatement replaces,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable EarlierStatement opensWith,
        Instant frozenAt,
        String hash,
        String verificationUrl,
        String kind,
        CustomerId customer,
        String customerName,
        LocalDate asOf,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable LocalDate from,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable LocalDate to,
        Instant knownAt,
        String timeZone,
        boolean provisional,
        boolean computed,
        @JsonDeserialize(contentUsing = PartReader.class) List<Statement.InCurrency> currencies) {

    private static final String HASH = "hash";
    private static final String URL = "verification_url";

    /** What says which statement it is and not what it says. */
    private static final List<String> IDENTITY =
            List.of("id", "number", "version", "replaces", "frozen_at", "known_at", HASH, URL);

    /** Another frozen statement. */
    record EarlierStatement(StatementId id, String number, int version) {

        static @Nullable EarlierStatement of(Chain.@Nullable Link link) {
            return link == null ? null : new EarlierStatement(link.id(), link.number(), link.version());
        }
    }

    static FrozenStatement of(StatementId id, String number, Chain.Place place, Statement statement, Instant frozenAt) {
        return new FrozenStatement(
                id,
                number,
                place.same().map(Chain.Link::version).orElse(0) + 1,
                EarlierStatement.of(place.same().orElse(null)),
                EarlierStatement.of(place.before().orElse(null)),
                frozenAt,
                "",
                "",
                statement.kind(),
                statement.customer(),
                statement.customerName(),
                statement.asOf(),
                statement.from(),
                statement.to(),
                statement.knownAt(),
                statement.timeZone(),
                statement.provisional(),
                statement.computed(),
                List.copyOf(statement.currencies()));
    }

    /** The statement it is, from which tables and documents are made. */
    Statement statement() {
        return new Statement(
                kind, customer, customerName, asOf, from, to, knownAt, timeZone, provisional, computed, currencies);
    }

    /** What each currency closed with, by code, in minor units. */
    Map<String, Long> closings() {
        return currencies.stream()
                .collect(Collectors.toMap(part -> part.currency().code(), FrozenStatement::balance));
    }

    private static long balance(Statement.InCurrency part) {
        return switch (part) {
            case Statement.OpenItems items -> items.balance();
            case Statement.Activity activity -> activity.closing();
        };
    }

    Statement.@Nullable OpenItems openItemsIn(Currency currency) {
        for (Statement.InCurrency part : currencies) {
            if (part instanceof Statement.OpenItems items && items.currency().equals(currency)) {
                return items;
            }
        }
        return null;
    }

    /** The bytes that are kept and hashed. */
    byte[] content(JsonMapper json) {
        return CanonicalJson.bytes(json.<ObjectNode>valueToTree(this).remove(List.of(HASH, URL)));
    }

    /** Whether another says the same, whenever it was frozen. */
    boolean saysTheSame(FrozenStatement other, JsonMapper json) {
        Function<FrozenStatement, JsonNode> said =
                one -> ((ObjectNode) CanonicalJson.read(one.content(json))).remove(IDENTITY);
        return said.apply(this).equals(said.apply(other));
    }

    /** What was kept, with its hash and its address. */
    static FrozenStatement read(JsonMapper json, Kept kept, String verificationUrl) {
        ObjectNode all = (ObjectNode) CanonicalJson.read(kept.content());
        all.put(HASH, kept.hash());
        all.put(URL, verificationUrl);
        return json.treeToValue(all, FrozenStatement.class);
    }

    /**
     * As it lies in the database.
     *
     * @param hash in hexadecimal
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Kept(StatementId id, String hash, byte[] content) {

        /** The answer of the API: the content as it is, the hash and the address put in front of it. */
        byte[] answer(String verificationUrl) {
            ObjectNode all = JsonNodeFactory.instance.objectNode();
            all.put(HASH, hash);
            all.put(URL, verificationUrl);
            all.setAll((ObjectNode) CanonicalJson.read(content));
            return CanonicalJson.unsorted(all);
        }
    }

    /** Reads a currency's part as what it was written as: an activity has an opening. */
    static final class PartReader extends StdDeserializer<Statement.InCurrency> {

        PartReader() {
            super(Statement.InCurrency.class);
        }

        @Override
        public Statement.InCurrency deserialize(JsonParser in, DeserializationContext context) {
            JsonNode part = context.readTree(in);
            return part.has("opening")
                    ? context.readTreeAsValue(part, Statement.Activity.class)
                    : context.readTreeAsValue(part, Statement.OpenItems.class);
        }
    }
}
