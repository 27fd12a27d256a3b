package io.duebook.model;

import io.duebook.model.Claim.Kind;
import io.duebook.model.Claim.Rate;
import io.duebook.model.Claim.State;
import io.duebook.model.PaperBooks.FiledImport;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Files of receivables: all rows in at once, and all out again as if they had never been. */
final class Importing {

    private final PaperBooks books;
    private final Picks picks;
    private final Invoicing invoicing;
    private final Receiving receiving;
    private final Settling settling;

    Importing(PaperBooks books) {
        this.books = books;
        this.picks = new Picks(books);
        this.invoicing = new Invoicing(books);
        this.receiving = new Receiving(books);
        this.settling = new Settling(books);
    }

    /** A row as the file says it. */
    record Row(
            Party customer,
            String currency,
            String number,
            LocalDate issued,
            LocalDate due,
            long total,
            LocalDate paidOn,
            long paid) {

        String csv() {
            return String.join(
                    ",",
                    customer.externalId(),
                    "Imported",
                    number,
                    issued.toString(),
                    due.toString(),
                    major(total),
                    "no",
                    paid == 0 ? "" : paidOn.toString(),
                    paid == 0 ? "" : major(paid),
                    "North");
        }

        private String major(long minor) {
            int digits = currency.equals("JPY") ? 0 : currency.equals("KWD") ? 3 : 2;
            return BigDecimal.valueOf(minor, digits).toPlainString();
        }
    }

    List<Row> rows(Command.Import command) {
        String currency = Picks.currency(command.currency());
        var rows = new ArrayList<Row>();
        for (Command.Import.Row row : command.rows()) {
            LocalDate issued = Objects.requireNonNull(picks.day(row.issued()));
            rows.add(new Row(
                    picks.customer(row.customer()),
                    currency,
                    "IMP-" + books.imports.size() + "-" + rows.size(),
                    issued,
                    issued.plusDays(row.dueAfter()),
                    row.total(),
                    issued.plusDays(row.paidAfter()),
                    Share.down(row.total(), row.paid(), 1000)));
        }
        return rows;
    }

    /** All rows are in: invoices first, then the payments that settle them. Their ids are learnt afterwards. */
    FiledImport enter(String id, List<Row> rows) {
        var filed = new FiledImport(id);
        for (Row row : rows) {
            var claim = new Claim(
                    Kind.INVOICE,
                    row.customer(),
                    row.currency(),
                    row.total(),
                    List.of(new Rate(BigDecimal.ZERO, row.total(), 0)),
                    false,
                    null,
                    State.ISSUED,
                    row.issued(),
                    row.due());
            claim.number = row.number();
            books.claims.add(claim);
            filed.claims.add(claim);
            invoicing.opens(claim);
        }
        for (int at = 0; at < rows.size(); at++) {
            Row row = rows.get(at);
            if (row.paid() > 0) {
                Credit credit = receiving.receive(row.customer(), row.currency(), row.paid(), row.paidOn(), "bank");
                filed.credits.add(credit);
                Claim claim = filed.claims.get(at);
                long share = Math.min(row.paid(), claim.amount);
                if (share > 0) {
                    settling.ownCommand(credit, claim, share);
                }
            }
        }
        books.imports.add(filed);
        return filed;
    }

    Plan plan(Command.UndoImport command) {
        FiledImport filed = Picks.last(books.imports, command.file());
        return Plan.post("/v1/imports/" + filed.id + "/undo", Map.of(), 200, () -> answer -> {
            if (!filed.isUndone) {
                undo(filed);
            }
            Same.check("state", "undone", answer.path("state").asString());
        });
    }

    /** Everything that ever happened to its documents is taken back on its own dates. */
    private void undo(FiledImport filed) {
        List<Claim> owedAgain = filed.credits.stream()
                .flatMap(credit -> books.reclaimed(credit).stream())
                .toList();
        var claims = new ArrayList<>(filed.claims);
        claims.addAll(owedAgain);
        List<Movement> theirs = books.movements.stream()
                .filter(movement -> claims.contains(movement.claim()) || filed.credits.contains(movement.credit()))
                .filter(movement -> !movement.kind().equals("processor_fee"))
                .toList();
        for (Movement movement : theirs) {
            boolean isErased = theirs.stream().anyMatch(other -> other.erases(movement) || movement.erases(other));
            if (!isErased) {
                boolean isReversed = books.movements.stream().anyMatch(other -> other.reverses() == movement);
                books.undo(
                        movement,
                        movement.kind() + "_undone",
                        movement.valueOn(),
                        movement.accountingOn(),
                        isReversed ? null : movement);
            }
        }
        books.allocations.stream()
                .filter(made -> claims.contains(made.claim) || filed.credits.contains(made.credit))
                .forEach(made -> made.isUndone = true);
        filed.claims.forEach(claim -> claim.state = State.GONE);
        owedAgain.stream().filter(claim -> claim.state == State.ISSUED).forEach(claim -> {
            claim.state = State.VOID;
            claim.version++;
        });
        filed.credits.forEach(credit -> credit.isGone = true);
        filed.isUndone = true;
    }
}
