package io.duebook.sandbox.demo;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A tenant's past, made up: the same profile and day give the same book, to the last digit. Customers have habits, so
 * that aging, overdue and averages look like a business and not like dice.
 */
record DemoBook(List<DemoCustomer> customers, List<DemoRow> rows) {

    static final int MONTHS = 18;
    private static final List<Integer> TERMS = List.of(14, 30, 30, 30, 45, 60);
    private static final List<Habit> SHOWN = List.of(Habit.VERY_LATE, Habit.SLOW);
    private static final double DAYS_A_MONTH = 30.4;
    private static final List<String> METHODS = List.of(
            "bank_transfer", "bank_transfer", "bank_transfer", "bank_transfer", "bank_transfer", "card", "cheque");

    static DemoBook of(DemoProfile profile, LocalDate asOf) {
        SplittableRandom random = new SplittableRandom(profile.seed());
        List<DemoCustomer> customers = customers(profile, random);
        List<DemoRow> rows = new ArrayList<>();
        for (DemoCustomer customer : customers) {
            addInvoices(profile, customer, asOf, random.split(), rows);
        }
        rows.sort(Comparator.comparing(DemoRow::issued));
        List<DemoRow> numbered = new ArrayList<>();
        for (DemoRow row : rows) {
            numbered.add(numbered(profile, row, numbered.size()));
        }
        return new DemoBook(customers, numbered);
    }

    String csv() {
        StringBuilder csv = new StringBuilder(DemoRow.HEADER).append("\r\n");
        rows.forEach(row -> csv.append(row.csv()).append("\r\n"));
        return csv.toString();
    }

    /** How many digits the currency's minor unit has. */
    static int digits(String currency) {
        return Currency.getInstance(currency).getDefaultFractionDigits();
    }

    private static List<DemoCustomer> customers(DemoProfile profile, SplittableRandom random) {
        List<String> names = names(profile, random);
        List<String> rare = new ArrayList<>();
        profile.rare().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> rare.addAll(Collections.nCopies(entry.getValue(), entry.getKey())));
        List<DemoCustomer> customers = new ArrayList<>();
        for (int i = 0; i < profile.customers(); i++) {
            DemoProfile.Place place =
                    profile.places().get(random.nextInt(profile.places().size()));
            String id = "C%04d".formatted(i + 1);
            // The first customers are those with sign-ins: their statement has something to show.
            boolean shown = i < SHOWN.size();
            List<String> currencies = currencies(profile, i, rare, random);
            // The few customers of a rare currency have something open in it.
            boolean rareOne = profile.rare().containsKey(currencies.getFirst());
            Habit drawn = Habit.any(random);
            customers.add(new DemoCustomer(
                    id,
                    names.get(i),
                    "accounts@" + id.toLowerCase(Locale.ROOT) + "." + profile.slug() + ".example",
                    place.city(),
                    place.country(),
                    currencies,
                    shown ? SHOWN.get(i) : rareOne ? Habit.SLOW : drawn,
                    Math.round(180 * Math.exp(random.nextDouble() * 3.4)),
                    shown ? 4 - i : rareOne ? 2 : 0.25 + 1.6 * random.nextDouble() * random.nextDouble() * 2,
                    shown ? 30 : TERMS.get(random.nextInt(TERMS.size()))));
        }
        return customers;
    }

    private static List<String> names(DemoProfile profile, SplittableRandom random) {
        List<String> names = new ArrayList<>();
        boolean spaced = !profile.locale().startsWith("zh");
        for (String first : profile.firsts()) {
            for (String second : profile.seconds()) {
                String ending =
                        profile.endings().get(random.nextInt(profile.endings().size()));
                String city = profile.places()
                        .get(random.nextInt(profile.places().size()))
                        .city();
                names.add(spaced ? first + " " + second + ending : city + first + second + ending);
            }
        }
        Collections.shuffle(names, new Random(profile.seed()));
        return names;
    }

    private static List<String> currencies(DemoProfile profile, int index, List<String> rare, SplittableRandom random) {
        String usual = drawn(profile, random);
        if (index >= 10 && index - 10 < rare.size()) {
            return List.of(rare.get(index - 10));
        }
        boolean both = profile.currencies().size() > 1 && (index == 0 || random.nextInt(20) == 0);
        if (both) {
            return profile.currencies().stream()
                    .map(DemoProfile.Share::currency)
                    .toList();
        }
        return List.of(index < 2 ? profile.baseCurrency() : usual);
    }

    private static String drawn(DemoProfile profile, SplittableRandom random) {
        int drawn = random.nextInt(100);
        for (DemoProfile.Share share : profile.currencies()) {
            drawn -= share.ofHundred();
            if (drawn < 0) {
                return share.currency();
            }
        }
        return profile.baseCurrency();
    }

    private static void addInvoices(
            DemoProfile profile, DemoCustomer customer, LocalDate asOf, SplittableRandom random, List<DemoRow> rows) {
        LocalDate stopped = asOf.minusDays(random.nextInt(70, 160));
        LocalDate issued = asOf.minusMonths(MONTHS).plusDays(random.nextInt(30));
        while (!issued.isAfter(asOf)) {
            String currency = customer.currencies()
                    .get(random.nextInt(customer.currencies().size()));
            BigDecimal total = amount(customer, currency, random);
            LocalDate due = issued.plusDays(customer.termDays());
            rows.add(new DemoRow(
                    customer,
                    "",
                    issued,
                    due,
                    currency,
                    total,
                    profile.goods().get(random.nextInt(profile.goods().size())),
                    paid(customer, issued, due, total, asOf, stopped, random)));
            double gap = DAYS_A_MONTH / customer.invoicesAMonth() * (0.5 + random.nextDouble());
            issued = issued.plusDays(Math.max(1, Math.round(gap)));
        }
    }

    private static BigDecimal amount(DemoCustomer customer, String currency, SplittableRandom random) {
        double major = customer.usualAmount() * (0.4 + 1.3 * random.nextDouble());
        BigDecimal amount =
                switch (currency) {
                    case "JPY" -> BigDecimal.valueOf(major * 150).setScale(-1, RoundingMode.HALF_UP);
                    case "KWD" -> BigDecimal.valueOf(major * 0.33).setScale(2, RoundingMode.HALF_UP);
                    case "CNY" -> BigDecimal.valueOf(major * 7).setScale(2, RoundingMode.HALF_UP);
                    default -> BigDecimal.valueOf(major).setScale(2, RoundingMode.HALF_UP);
                };
        return amount.setScale(digits(currency), RoundingMode.UNNECESSARY);
    }

    private static DemoRow.@Nullable Paid paid(
            DemoCustomer customer,
            LocalDate issued,
            LocalDate due,
            BigDecimal total,
            LocalDate asOf,
            LocalDate stopped,
            SplittableRandom random) {
        Habit habit = customer.habit();
        LocalDate on = due.plusDays(habit.daysAfterDue(random));
        LocalDate received = on.isBefore(issued) ? issued : on;
        boolean overlooked = habit.overlooks(random);
        String method = METHODS.get(random.nextInt(METHODS.size()));
        int percent = 30 + random.nextInt(45);
        boolean inPart = habit == Habit.IN_PARTS && random.nextInt(3) > 0 && due.isAfter(asOf.minusDays(120));
        if (overlooked && due.isAfter(asOf.minusDays(200)) || received.isAfter(asOf)) {
            return null;
        }
        if (habit == Habit.STOPPED && received.isAfter(stopped)) {
            return null;
        }
        BigDecimal amount = inPart
                ? total.multiply(BigDecimal.valueOf(percent))
                        .divide(BigDecimal.valueOf(100), total.scale(), RoundingMode.DOWN)
                : total;
        return new DemoRow.Paid(received, amount, method);
    }

    private static DemoRow numbered(DemoProfile profile, DemoRow row, int index) {
        return new DemoRow(
                row.customer(),
                profile.numberPrefix() + (100_001 + index),
                row.issued(),
                row.due(),
                row.currency(),
                row.total(),
                row.reference(),
                row.paid());
    }
}
