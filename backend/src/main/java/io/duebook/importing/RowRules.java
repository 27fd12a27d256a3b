package io.duebook.importing;

import io.duebook.importing.Receivable.Debtor;
import io.duebook.importing.Receivable.Settled;
import io.duebook.shared.Currency;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Asks a row for what it says and tells everything that is wrong with it. Knows the file only, not the books. */
final class RowRules {

    static final int LARGEST_ROW = 256 * 1024;

    private static final Set<String> METHODS =
            Set.of("bank_transfer", "cash", "cheque", "card", "direct_debit", "bill", "wallet", "other");
    private static final String USUAL_METHOD = "other";

    private static final Pattern EMAIL = Pattern.compile("[^\\s@]+@[^\\s@]+");
    private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");

    private static final Map<Target, String> ADDRESS = address();

    private final ImportSpec spec;
    private final Header header;

    RowRules(ImportSpec spec, Header header) {
        this.spec = spec;
        this.header = header;
    }

    CheckedRow check(CsvRow row) {
        return new Reading(row).checked();
    }

    private static Map<Target, String> address() {
        var address = new EnumMap<Target, String>(Target.class);
        address.put(Target.CUSTOMER_LINE1, "line1");
        address.put(Target.CUSTOMER_LINE2, "line2");
        address.put(Target.CUSTOMER_CITY, "city");
        address.put(Target.CUSTOMER_POSTAL_CODE, "postal_code");
        address.put(Target.CUSTOMER_REGION, "region");
        address.put(Target.CUSTOMER_COUNTRY, "country");
        return address;
    }

    /** One row being read: what is wrong with it so far. */
    private final class Reading {

        private final CsvRow row;
        private final List<RowError> errors = new ArrayList<>();

        Reading(CsvRow row) {
            this.row = row;
        }

        CheckedRow checked() {
            if (row.cells().size() != header.size()) {
                errors.add(RowError.ofRow(
                        row.line(),
                        "field_count",
                        "The row has " + row.cells().size() + " cells, the first line names " + header.size()
                                + " columns; is a delimiter inside a cell not quoted?"));
                return refused(null, null);
            }
            if (row.characters() > LARGEST_ROW) {
                errors.add(RowError.ofRow(row.line(), "row_too_large", "A row has at most 256 KB of text."));
                return refused(null, null);
            }
            return read();
        }

        private CheckedRow read() {
            String customer = needed(Target.CUSTOMER, "missing_customer");
            String number = needed(Target.NUMBER, "missing_value");
            String externalId = text(Target.EXTERNAL_ID);
            LocalDate issueDate = needed(Target.ISSUE_DATE, spec.dates()::read);
            LocalDate dueDate = needed(Target.DUE_DATE, spec.dates()::read);
            Currency currency = currency();
            Long total = needed(Target.TOTAL, cell -> spec.amounts().read(cell, currency));
            Boolean disputed = optional(Target.DISPUTED, spec.words()::read);
            String reference = text(Target.REFERENCE);
            Settled settled = settled(currency, total);
            Debtor debtor = debtor(customer == null ? "" : customer);
            Map<String, String> metadata = metadata();
            if (issueDate != null && dueDate != null && dueDate.isBefore(issueDate)) {
                wrong(Target.DUE_DATE, "due_before_issue", "Due before the invoice was issued.");
            }
            if (!errors.isEmpty()) {
                return refused(number, externalId);
            }
            return new CheckedRow(
                    row.line(),
                    number,
                    externalId,
                    new Receivable(
                            debtor,
                            Objects.requireNonNull(number),
                            externalId,
                            Objects.requireNonNull(issueDate),
                            Objects.requireNonNull(dueDate),
                            Objects.requireNonNull(currency),
                            Objects.requireNonNull(total),
                            Boolean.TRUE.equals(disputed),
                            reference,
                            settled,
                            metadata),
                    List.of());
        }

        private CheckedRow refused(@Nullable String number, @Nullable String externalId) {
            errors.sort(java.util.Comparator.comparingInt(RowError::position));
            return new CheckedRow(row.line(), number, externalId, null, errors);
        }

        private Debtor debtor(String externalId) {
            String name = text(Target.CUSTOMER_NAME);
            var address = new LinkedHashMap<String, String>();
            ADDRESS.forEach((target, part) -> {
                String cell = target == Target.CUSTOMER_COUNTRY ? optional(target, Reading::country) : text(target);
                if (cell != null) {
                    address.put(part, cell);
                }
            });
            return new Debtor(
                    externalId,
                    name == null ? externalId : name,
                    optional(Target.CUSTOMER_EMAIL, Reading::email),
                    text(Target.CUSTOMER_TAX_ID),
                    address);
        }

        private @Nullable Currency currency() {
            if (header.position(Target.CURRENCY) == null) {
                return Objects.requireNonNull(spec.currency());
            }
            Currency ofRow = optional(Target.CURRENCY, cell -> {
                String code = cell.toUpperCase(Locale.ROOT);
                if (!Currency.isKnown(code)) {
                    throw new Unreadable("unknown_currency", "Not a currency of ISO 4217 with 0, 2 or 3 digits.");
                }
                return Currency.of(code);
            });
            if (ofRow == null && cell(Target.CURRENCY).isEmpty()) {
                if (spec.currency() == null) {
                    wrong(Target.CURRENCY, "unknown_currency", "The row names no currency, and neither does the spec.");
                }
                return spec.currency();
            }
            return ofRow;
        }

        /** The payment of the whole invoice unless the file says how much was paid. */
        private @Nullable Settled settled(@Nullable Currency currency, @Nullable Long total) {
            LocalDate receivedOn = optional(Target.RECEIVED_ON, spec.dates()::read);
            Long paid = optional(Target.PAID, cell -> spec.amounts().read(cell, currency));
            String method = optional(Target.METHOD, Reading::method);
            String reference = text(Target.PAYMENT_REFERENCE);
            if (paid != null && paid > 0 && cell(Target.RECEIVED_ON).isEmpty()) {
                wrong(Target.RECEIVED_ON, "missing_value", "What was paid needs the date it was received.");
            }
            Long amount = paid == null ? total : paid;
            return receivedOn == null || amount == null || amount == 0
                    ? null
                    : new Settled(receivedOn, amount, method == null ? USUAL_METHOD : method, reference);
        }

        private Map<String, String> metadata() {
            var metadata = new LinkedHashMap<String, String>();
            header.unmapped().forEach((position, name) -> {
                String cell = plain(position, Cell::mustNotRun);
                if (!cell.isEmpty()) {
                    metadata.put(name, cell);
                }
            });
            return metadata;
        }

        private @Nullable String needed(Target target, String codeIfMissing) {
            String text = text(target);
            if (text == null && cell(target).isEmpty()) {
                wrong(target, codeIfMissing, "Every row needs this.");
            }
            return text;
        }

        private <T> @Nullable T needed(Target target, Function<String, T> reader) {
            T value = optional(target, reader);
            if (value == null && cell(target).isEmpty()) {
                wrong(target, "missing_value", "Every row needs this.");
            }
            return value;
        }

        private @Nullable String text(Target target) {
            return optional(target, cell -> {
                if (cell.length() > target.longest()) {
                    throw new Unreadable("too_long", "At most " + target.longest() + " characters.");
                }
                return cell;
            });
        }

        /** What the cell says; null if it is empty, or wrong and told as an error. */
        private <T> @Nullable T optional(Target target, Function<String, T> reader) {
            Integer position = header.position(target);
            if (position == null) {
                return null;
            }
            String cell = plain(position, target.isText() ? Cell::mustNotLookLikeFormula : Cell::mustNotRun);
            if (cell.isEmpty()) {
                return null;
            }
            try {
                return reader.apply(cell);
            } catch (Unreadable unreadable) {
                wrong(position, unreadable);
                return null;
            }
        }

        /** The cell's text without the space around it; empty too if it is none, which is told as an error. */
        private String plain(int position, java.util.function.Consumer<String> rule) {
            if (row.tooLarge().contains(position)) {
                wrong(position, new Unreadable("cell_too_large", "A cell has at most 64 KB of text."));
                return "";
            }
            String cell = row.cells().get(position).strip();
            try {
                Cell.mustBeText(cell);
                rule.accept(cell);
                return cell;
            } catch (Unreadable unreadable) {
                wrong(position, unreadable);
                return "";
            }
        }

        /** The cell as it stands, to tell an empty one from one that cannot be read. */
        private String cell(Target target) {
            Integer position = header.position(target);
            if (position == null) {
                return "";
            }
            return row.tooLarge().contains(position)
                    ? "too large"
                    : row.cells().get(position).strip();
        }

        private void wrong(Target target, String code, String message) {
            wrong(Objects.requireNonNull(header.position(target)), new Unreadable(code, message));
        }

        /** The first fault of a cell is told, and no other: one cause, one line in the report. */
        private void wrong(int position, Unreadable unreadable) {
            if (errors.stream().noneMatch(error -> error.position() == position)) {
                errors.add(new RowError(
                        row.line(), position, header.name(position), unreadable.code(), unreadable.reason()));
            }
        }

        private static String email(String cell) {
            if (cell.length() > Target.CUSTOMER_EMAIL.longest()
                    || !EMAIL.matcher(cell).matches()) {
                throw new Unreadable("bad_email", "Not an address for mail.");
            }
            return cell;
        }

        private static String country(String cell) {
            String code = cell.toUpperCase(Locale.ROOT);
            if (!COUNTRY.matcher(code).matches()) {
                throw new Unreadable("bad_country", "A country is its code of two letters (ISO 3166).");
            }
            return code;
        }

        private static String method(String cell) {
            String method = cell.toLowerCase(Locale.ROOT).replace(' ', '_');
            if (!METHODS.contains(method)) {
                throw new Unreadable(
                        "unknown_method",
                        "Known are "
                                + String.join(", ", METHODS.stream().sorted().toList()) + ".");
            }
            return method;
        }
    }
}
