package io.duebook.ledger;

import io.duebook.platform.Database;
import io.duebook.platform.Row;
import java.time.LocalDate;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * The accounting date (LEDGER: in an open period the value date, else the first open day after it). Whatever posts writes it
 * through here, in the statement that writes: no period can be closed between the choice of the day and the posting, for
 * the transaction holds the books open from its beginning (docs/decisions/0174).
 */
@Component
public class FirstOpenDay {

    private final Database database;

    FirstOpenDay(Database database) {
        this.database = database;
    }

    /** In SQL, the first open day that is not before the one of this expression. */
    public static String notBefore(String day) {
        // Where nothing was ever closed there is no row, and greatest() passes over what is null.
        return "greatest(" + day + ", (select open_from from books where tenant_id = :tenant))";
    }

    /** The same for whoever tells the day before it is written. */
    public Mono<LocalDate> notBefore(LocalDate day) {
        return database.sql("select " + notBefore(":day") + " as day")
                .bind("day", day)
                .one(columns -> new Row(columns).date("day"));
    }
}
