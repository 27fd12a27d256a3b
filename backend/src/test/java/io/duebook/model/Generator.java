package io.duebook.model;

import io.duebook.model.Line.Delivery;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;

/** Makes scripts: the same seed, the same script. What happens often in the trade happens often here, and the rest too. */
final class Generator {

    private static final int CUSTOMERS = 3;
    private static final List<String> QUANTITIES = List.of("1", "1", "2", "3", "0.5", "1.333", "2.75");
    private static final List<Long> PRICES = List.of(1L, 3L, 99L, 100L, 333L, 1_000L, 9_999L, 12_345L, 100_000L);
    private static final List<String> FEES = List.of("collection_cost", "late_fee", "return_fee");
    private static final List<String> REVERSALS = List.of("mistake", "return", "chargeback");

    private static final List<String> STRATEGIES =
            List.of("chosen", "chosen", "chosen", "oldest_first", "oldest_first", "by_reference", "pro_rata", "none");
    private static final List<String> TOLD = List.of("never", "once", "twice", "early");
    private static final List<String> FATES = List.of("inquiry", "taken", "won", "lost");

    private final RandomGenerator random;
    private final List<Weighted> choices = new ArrayList<>();
    private int weight;

    private record Weighted(int upTo, Supplier<Command> make) {}

    Generator(long seed) {
        this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        add(14, this::issue);
        add(2, () -> new Command.IssueDraft(recent(), chance(10)));
        add(3, () -> new Command.VoidClaim(recent(), chance(10)));
        add(16, this::pay);
        add(8, () -> new Command.Allocate(recent(), recent(), share(), dayOrNone(), chance(10)));
        add(6, () -> new Command.UndoAllocation(recent(), dayOrNone()));
        add(7, this::creditNote);
        add(2, () -> new Command.VoidCreditNote(recent(), chance(10)));
        add(3, this::fee);
        add(3, () -> new Command.ClaimInterest(customer(), chance(10) ? 1 : chance(50) ? 0 : -below(40)));
        add(
                6,
                () -> new Command.End(
                        recent(), chance(35), chance(50) ? null : (Integer) share(), dayOrNone(), chance(5)));
        add(6, this::refund);
        add(5, this::reverse);
        add(4, () -> new Command.Reinstate(recent(), dayOrNone()));
        add(2, this::file);
        add(2, () -> new Command.UndoImport(recent()));
        add(1, () -> new Command.Decide(chance(60), chance(40)));
        add(2, this::checkout);
        add(2, () -> new Command.PayCheckout(recent(), TOLD.get(below(TOLD.size()))));
        add(1, this::refundOnline);
        add(1, () -> new Command.Dispute(recent(), FATES.get(below(FATES.size())), chance(50) ? "each" : "last"));
        add(1, () -> new Command.TellAgain(recent()));
        add(8, this::jump);
        add(2, () -> new Command.Again(below(20)));
        add(1, () -> new Command.Nonsense(below(6)));
        add(
                6,
                () -> new Command.Look(
                        customer(), chance(40) ? 0 : below(60) - 50, chance(50) ? 0 : 1 + below(60), below(60)));
    }

    private Command checkout() {
        var claims = new ArrayList<Integer>();
        int count = chance(30) ? 0 : 1 + below(2);
        for (int at = 0; at < count; at++) {
            claims.add(recent());
        }
        return new Command.OpenCheckout(customer(), currency(), claims);
    }

    private Command refundOnline() {
        var items = new ArrayList<Command.Part>();
        if (chance(60)) {
            items.add(new Command.Part(recent(), share()));
        }
        return new Command.RefundOnline(recent(), 1000, items, chance(25));
    }

    private void add(int share, Supplier<Command> make) {
        weight += share;
        choices.add(new Weighted(weight, make));
    }

    List<Line> script(int commands) {
        var script = new ArrayList<Line>();
        while (script.size() < commands) {
            int drawn = below(weight);
            Command command = choices.stream()
                    .filter(choice -> drawn < choice.upTo())
                    .findFirst()
                    .orElseThrow()
                    .make()
                    .get();
            script.add(new Line(delivery(), command));
        }
        return List.copyOf(script);
    }

    private Delivery delivery() {
        int drawn = below(1000);
        return drawn < 30
                ? Delivery.TWICE
                : drawn < 60
                        ? Delivery.AT_ONCE
                        : drawn < 90
                                ? Delivery.HUNG_UP
                                : drawn < 95 ? Delivery.CUT_OFF : drawn < 105 ? Delivery.KEY_REUSED : Delivery.ONCE;
    }

    private Command issue() {
        var lines = new ArrayList<Command.Issue.Line>();
        int count = 1 + below(3);
        for (int at = 0; at < count; at++) {
            long price = PRICES.get(below(PRICES.size()));
            lines.add(new Command.Issue.Line(
                    QUANTITIES.get(below(QUANTITIES.size())), chance(5) ? -price : chance(2) ? 0 : price, below(4)));
        }
        return new Command.Issue(
                customer(),
                currency(),
                chance(40) ? null : (Integer) (below(70) - 60),
                chance(3) ? -1 : below(45),
                lines,
                chance(10),
                chance(8));
    }

    private Command pay() {
        String allocate = STRATEGIES.get(below(STRATEGIES.size()));
        var parts = new ArrayList<Command.Part>();
        if (allocate.equals("chosen") || allocate.equals("by_reference")) {
            int count = 1 + below(3);
            for (int at = 0; at < count; at++) {
                parts.add(new Command.Part(recent(), share()));
            }
        }
        return new Command.Pay(
                customer(),
                currency(),
                chance(50) ? 1000 : chance(10) ? 900 : chance(50) ? 1000 + below(800) : 1 + below(1000),
                chance(40) ? null : (Integer) (below(40) - 35),
                allocate,
                parts,
                chance(4));
    }

    private Command creditNote() {
        var lines = new ArrayList<Command.CreditNote.CreditLine>();
        int count = 1 + below(3);
        for (int at = 0; at < count; at++) {
            lines.add(new Command.CreditNote.CreditLine(
                    chance(15) ? -1 : recent(), below(3), chance(25) ? 1000 : 1 + below(600)));
        }
        return new Command.CreditNote(
                customer(), currency(), lines, chance(75), chance(50) ? null : (Integer) (below(30) - 25));
    }

    private Command fee() {
        return new Command.Fee(
                customer(),
                currency(),
                FEES.get(below(FEES.size())),
                1 + below(5_000),
                chance(50) ? null : (Integer) (below(30) - 28),
                chance(60) ? null : (Integer) (below(20) - 1),
                chance(60) ? -1 : recent());
    }

    private Command refund() {
        var items = new ArrayList<Command.Part>();
        if (chance(40)) {
            int count = 1 + below(2);
            for (int at = 0; at < count; at++) {
                items.add(new Command.Part(recent(), share()));
            }
        }
        return new Command.Refund(
                recent(), !items.isEmpty() || chance(50) ? 1000 : 1 + below(1050), items, dayOrNone());
    }

    private Command reverse() {
        return new Command.Reverse(
                recent(),
                REVERSALS.get(below(REVERSALS.size())),
                dayOrNone(),
                chance(25) ? (Long) (long) (1 + below(900)) : null,
                chance(25) ? (Long) (long) (1 + below(900)) : null);
    }

    private Command file() {
        var rows = new ArrayList<Command.Import.Row>();
        int count = 1 + below(4);
        for (int at = 0; at < count; at++) {
            rows.add(new Command.Import.Row(
                    customer(),
                    1 + below(50_000),
                    below(90) - 85,
                    below(40),
                    below(60),
                    chance(40) ? 0 : chance(60) ? 1000 : 1 + below(1300)));
        }
        return new Command.Import(currency(), rows);
    }

    /** Mostly hours and days; at times over a month's end or a leap day. */
    private Command jump() {
        return new Command.Jump(
                chance(40) ? 1 + below(600) : chance(70) ? 1_440 * (1 + below(6)) : 1_440 * (1 + below(45)));
    }

    /** What came last is most likely. */
    private int recent() {
        int index = 0;
        while (index < 40 && chance(72)) {
            index++;
        }
        return index;
    }

    private int share() {
        return chance(40) ? 1000 : chance(8) ? 1001 + below(500) : 1 + below(999);
    }

    private @Nullable Integer dayOrNone() {
        return chance(65) ? null : (Integer) (chance(10) ? 1 + below(3) : -below(25));
    }

    private int customer() {
        return below(CUSTOMERS);
    }

    private int currency() {
        return chance(60) ? 0 : below(3);
    }

    private boolean chance(int percent) {
        return below(100) < percent;
    }

    private int below(int bound) {
        return random.nextInt(bound);
    }
}
