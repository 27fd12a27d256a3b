package io.duebook.model;

import io.duebook.model.Claim.State;
import io.duebook.model.PaperBooks.GivenNote;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Holds documents as the product shows them against the paper books. */
final class Documents {

    private final PaperBooks books;
    private final Wire wire;

    Documents(PaperBooks books, Wire wire) {
        this.books = books;
        this.wire = wire;
    }

    /** Those that came last. */
    void some(int most) {
        last(books.claims, most).forEach(this::claim);
        last(books.credits, most).forEach(this::credit);
    }

    void all() {
        some(Integer.MAX_VALUE);
    }

    private static <T> List<T> last(List<T> all, int most) {
        return all.subList(Math.max(0, all.size() - most), all.size());
    }

    private void claim(Claim claim) {
        if (claim.state == State.GONE) {
            wire.refuses(claim.path(), 404);
        } else if (claim.isInvoice()) {
            invoice(claim, wire.get(claim.path()));
        } else {
            charge(claim, wire.get(claim.path()));
        }
    }

    private String state(Claim claim) {
        return switch (claim.state) {
            case DRAFT -> "draft";
            case VOID -> "void";
            case GONE -> "gone";
            case ISSUED -> books.open(claim) > 0 ? "open" : books.off(claim) > 0 ? "written_off" : "paid";
        };
    }

    private long allocated(Claim claim, boolean credited) {
        return books.allocations.stream()
                .filter(made -> made.claim == claim && !made.isUndone)
                .filter(made -> isCredited(made) == credited)
                .mapToLong(made -> made.amount - made.recoveredAmount())
                .sum();
    }

    /** Interest given back is nothing that anybody paid. */
    private static boolean isCredited(Made made) {
        return made.credit.kind == Credit.Kind.CREDIT_NOTE || made.credit.kind == Credit.Kind.INTEREST;
    }

    private long recovered(Claim claim, boolean credited) {
        return books.allocations.stream()
                .filter(made -> made.claim == claim && !made.isUndone)
                .filter(made -> isCredited(made) == credited)
                .mapToLong(Made::recoveredAmount)
                .sum();
    }

    private long moved(Claim claim, String kind) {
        return books.movements.stream()
                .filter(PaperBooks.of(claim))
                .filter(movement -> movement.kind().startsWith(kind))
                .mapToLong(movement -> -movement.open() - movement.off())
                .sum();
    }

    private void invoice(Claim claim, JsonNode answer) {
        boolean isIssued = claim.state == State.ISSUED;
        long paid = allocated(claim, false);
        long credited = allocated(claim, true) + moved(claim, "lowering");
        long off = books.off(claim);
        long waived = moved(claim, "waiver");
        long recoveredByPaying = recovered(claim, false);
        long recoveredByCrediting = recovered(claim, true);
        long recovered = recoveredByPaying + recoveredByCrediting;
        Same.check(claim + " state", state(claim), answer.path("state").asString());
        Same.check(
                claim + " open",
                claim.state == State.DRAFT ? claim.amount : books.open(claim),
                answer.path("open").asLong());
        Same.check(
                claim + " settled",
                "paid %d credited %d discounted 0 written_off %d waived %d recovered %d"
                        .formatted(paid, credited, off, waived, recovered),
                "paid %d credited %d discounted %d written_off %d waived %d recovered %d"
                        .formatted(
                                settled(answer, "paid"),
                                settled(answer, "credited"),
                                settled(answer, "discounted"),
                                settled(answer, "written_off"),
                                settled(answer, "waived"),
                                settled(answer, "recovered")));
        if (isIssued) {
            Same.check(
                    claim + " adds up", claim.amount, books.open(claim) + paid + credited + off + waived + recovered);
        }
        closing(claim, answer, paid + recoveredByPaying, credited + recoveredByCrediting, off, waived);
        flags(claim, answer, paid + recoveredByPaying, credited + recoveredByCrediting);
        for (JsonNode rate : answer.path("taxes")) {
            long back = books.credited(claim).stream()
                    .filter(share -> share.rate()
                                    .compareTo(new BigDecimal(rate.path("rate").asString()))
                            == 0)
                    .mapToLong(GivenNote.Share::gross)
                    .sum();
            Same.check(
                    claim + " credited at " + rate.path("rate"),
                    back,
                    rate.path("credited").asLong());
        }
        Same.check(claim + " version", claim.version, answer.path("version").asInt());
        allocations(
                claim + " allocations",
                books.allocations.stream()
                        .filter(made -> made.claim == claim)
                        .map(made -> made.credit.id + " " + told(made))
                        .toList(),
                answer.path("allocations")
                        .valueStream()
                        .map(one -> one.path("payment")
                                        .asString(one.path("credit_note")
                                                .asString(one.path("charge").asString("")))
                                + " " + told(one))
                        .toList());
    }

    private static long settled(JsonNode answer, String how) {
        return answer.path("settled").path(how).asLong();
    }

    private void closing(Claim claim, JsonNode answer, long paid, long credited, long off, long waived) {
        var closed = new TreeSet<String>();
        if (claim.state == State.ISSUED && books.open(claim) == 0) {
            add(closed, "paid", paid);
            add(closed, "credited", credited);
            add(closed, "written_off", off);
            add(closed, "waived", waived);
        }
        Same.check(claim + " closed by", closed, words(answer.path("closed_by")));
    }

    private void flags(Claim claim, JsonNode answer, long paid, long credited) {
        var flags = new TreeSet<String>();
        if (state(claim).equals("open")) {
            add(flags, "overdue", claim.dueOn.isBefore(books.today()) ? 1 : 0);
            add(flags, "partly_paid", paid);
            add(flags, "partly_credited", credited);
        }
        TreeSet<String> told = words(answer.path("flags"));
        told.remove("payment_processing");
        Same.check(claim + " flags", flags, told);
    }

    private static void add(TreeSet<String> words, String word, long amount) {
        if (amount != 0) {
            words.add(word);
        }
    }

    private static TreeSet<String> words(JsonNode words) {
        return words.valueStream().map(JsonNode::asString).collect(Collectors.toCollection(TreeSet::new));
    }

    private void charge(Claim claim, JsonNode answer) {
        Same.check(
                claim + " as a charge",
                "%s %d %d %d %d"
                        .formatted(
                                state(claim),
                                claim.amount,
                                books.open(claim),
                                books.off(claim),
                                moved(claim, "waiver")),
                "%s %d %d %d %d"
                        .formatted(
                                answer.path("state").asString(),
                                answer.path("amount").asLong(),
                                answer.path("open").asLong(),
                                answer.path("written_off").asLong(),
                                answer.path("waived").asLong()));
    }

    private void credit(Credit credit) {
        switch (credit.kind) {
            case PAYMENT -> {
                if (credit.isGone) {
                    wire.refuses("/v1/payments/" + credit.id, 404);
                } else {
                    payment(credit, wire.get("/v1/payments/" + credit.id));
                }
            }
            case CREDIT_NOTE -> {
                JsonNode answer = wire.get("/v1/credit_notes/" + credit.id);
                Same.check(
                        credit + " unapplied",
                        books.unapplied(credit),
                        answer.path("unapplied").asLong());
                Same.check(
                        credit + " state",
                        credit.isVoid ? "void" : "issued",
                        answer.path("state").asString());
                allocations(credit, answer);
            }
            case INTEREST -> {
                JsonNode answer = wire.get("/v1/charges/" + credit.id);
                Same.check(
                        credit + " unapplied",
                        books.unapplied(credit),
                        answer.path("unapplied").asLong());
                Same.check(credit + " state", "issued", answer.path("state").asString());
            }
        }
    }

    private void payment(Credit credit, JsonNode answer) {
        boolean isReversed = books.reversals.stream().anyMatch(one -> one.credit == credit && !one.isReinstated);
        long refunded = books.refunds.stream()
                .filter(one -> one.credit() == credit)
                .mapToLong(PaperBooks.GivenBack::amount)
                .sum();
        Same.check(
                credit + " as a payment",
                "%s %d %d".formatted(isReversed ? "reversed" : "received", books.unapplied(credit), refunded),
                "%s %d %d"
                        .formatted(
                                answer.path("state").asString(),
                                answer.path("unapplied").asLong(),
                                answer.path("refunded").asLong()));
        allocations(credit, answer);
    }

    private void allocations(Credit credit, JsonNode answer) {
        allocations(
                credit + " allocations",
                books.allocations.stream()
                        .filter(made -> made.credit == credit)
                        .map(made -> made.claim.id + " " + told(made))
                        .toList(),
                answer.path("allocations")
                        .valueStream()
                        .map(one -> one.path("invoice").asString() + " " + told(one))
                        .toList());
    }

    private static void allocations(String what, List<String> model, List<String> product) {
        var one = new ArrayList<>(model);
        var other = new ArrayList<>(product);
        one.sort(null);
        other.sort(null);
        Same.check(what, one, other);
    }

    private static String told(Made made) {
        return made.amount + " " + made.settled.accountingOn() + " " + made.isUndone;
    }

    private static String told(JsonNode made) {
        return made.path("amount").asLong() + " " + made.path("allocated_on").asString() + " "
                + made.path("reversed").asBoolean();
    }
}
