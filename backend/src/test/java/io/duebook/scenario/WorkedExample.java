package io.duebook.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.duebook.shared.Currency;
import io.duebook.shared.Money;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * A page of documentation that is run as it stands: each {@code http} block is a request, each {@code json} block what
 * its answer must hold at least, and each table of transfers all that was posted since the table before it.
 *
 * <p>A request's first line is {@code POST /path}, then, as needed, {@code as name} (its id, or that of the first it lists, is
 * {@code {name}} from then on), {@code by name} (another program than the usual one), {@code if 1} (the version it changes)
 * and {@code refused 422}. Amounts of other currencies than the euro say theirs: {@code 108.00 USD}.
 */
public final class WorkedExample {

    private static final Pattern FENCE = Pattern.compile("```(\\w+)\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern TABLE =
            Pattern.compile("\\| on \\| debit \\| credit \\| amount \\|\\n\\|[ -:|]+\\|\\n((?:\\|[^\\n]*\\|\\n)+)");
    private static final Pattern STEP = Pattern.compile(FENCE.pattern() + "|" + TABLE.pattern(), Pattern.DOTALL);
    private static final Pattern REQUEST =
            Pattern.compile("(GET|POST|PATCH) (\\S+)(?: as (\\w+))?(?: by (\\w+))?(?: if (\\d+))?(?: refused (\\d+))?");

    /** What the product itself puts something into. */
    private static final Set<String> PLACES_OF_TEXTS = Set.of("month", "from", "to", "count");

    private final TestTenant tenant;
    private final LocalDate today;
    private final Map<String, String> names = new HashMap<>();
    private final Set<String> entriesSeen = new HashSet<>();
    private String answer = "{}";
    private Supplier<String> again = () -> answer;

    private WorkedExample(TestTenant tenant, LocalDate today) {
        this.tenant = tenant;
        this.today = today;
    }

    /** Runs a page of {@code docs/examples} for a new customer, {@code {customer}} on the page, in Berlin. */
    public static void run(String page, TestTenant tenant, java.time.Instant now) {
        var example = new WorkedExample(tenant, LocalDate.ofInstant(now, ZoneId.of("Europe/Berlin")));
        example.names.put(
                "customer", tenant.customer("Worked & Sons").path("id").asString());
        example.names.put("today", example.today.toString());
        PLACES_OF_TEXTS.forEach(place -> example.names.put(place, "{" + place + "}"));
        Matcher step = STEP.matcher(text(page));
        int steps = 0;
        while (step.find()) {
            example.take(step);
            steps++;
        }
        assertThat(steps).as("steps of " + page).isPositive();
        assertThat(example.unseenTransfers()).as("posted after the last table").isEmpty();
        Books.mustBalance(tenant.id());
    }

    private static String text(String page) {
        try {
            return Files.readString(Path.of("..", "docs", "examples", page));
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    private void take(Matcher step) {
        if (step.group(3) != null) {
            assertThat(unseenTransfers())
                    .containsExactlyInAnyOrderElementsOf(
                            step.group(3).lines().map(this::transfer).toList());
        } else if (step.group(1).equals("http")) {
            request(step.group(2));
        } else if (step.group(1).equals("json")) {
            mustHoldSoon(Api.JSON.readTree(filled(step.group(2))));
        }
    }

    private void request(String text) {
        Matcher first = REQUEST.matcher(text.lines().findFirst().orElseThrow());
        assertThat(first.matches()).as(text).isTrue();
        String body = filled(text.substring(text.indexOf('\n') + 1));
        Api who = first.group(4) == null ? tenant.program() : tenant.programNamed(first.group(4));
        Api caller = first.group(5) == null ? who : who.with("If-Match", "\"" + first.group(5) + "\"");
        String path = filled(first.group(2));
        Api.Answer came =
                switch (first.group(1)) {
                    case "GET" -> caller.get(path);
                    case "PATCH" -> caller.json("PATCH", path, body);
                    default -> caller.post(path, body);
                };
        answer = came.text();
        again = first.group(1).equals("GET") ? () -> caller.get(path).text() : came::text;
        if (first.group(6) == null) {
            assertThat(came.status()).as(text + answer).isBetween(200, 202);
        } else {
            assertThat(came.status()).as(text + answer).isEqualTo(Integer.parseInt(first.group(6)));
        }
        if (first.group(3) != null) {
            names.put(first.group(3), idIn(came.json()));
        }
    }

    /** Of what was made, of the first that was, or of what waits for a second person. */
    private static String idIn(JsonNode made) {
        return made.path("id")
                .asString(made.path("approval").asString(made.at("/data/0/id").asString("")));
    }

    private String filled(String text) {
        return Pattern.compile("\\{([a-z]\\w*)}").matcher(text).replaceAll(place -> {
            String id = names.get(place.group(1));
            assertThat(id).as("what {" + place.group(1) + "} stands for").isNotNull();
            return Matcher.quoteReplacement(String.valueOf(id));
        });
    }

    /** What follows a command by itself may take a moment: a GET is asked again. */
    private void mustHoldSoon(JsonNode said) {
        try {
            mustHold(said, Api.JSON.readTree(answer), "");
        } catch (AssertionError notYet) {
            await().untilAsserted(() -> mustHold(said, Api.JSON.readTree(again.get()), ""));
        }
    }

    /** Objects may hold more than the page says, lists may not. */
    private static void mustHold(JsonNode said, JsonNode held, String at) {
        if (said.isObject()) {
            said.properties()
                    .forEach(field -> mustHold(field.getValue(), held.path(field.getKey()), at + "/" + field.getKey()));
        } else if (said.isArray()) {
            assertThat(held).as(at + " " + held).hasSize(said.size());
            for (int index = 0; index < said.size(); index++) {
                mustHold(said.get(index), held.path(index), at + "/" + index);
            }
        } else {
            assertThat(held).as(at).isEqualTo(said);
        }
    }

    private record Transfer(LocalDate on, String debit, String credit, String amount) {}

    private Transfer transfer(String row) {
        String[] cells = row.strip().substring(1).split("\\|");
        String on = cells[0].strip();
        return new Transfer(
                on.equals("today") ? today : LocalDate.parse(on), cells[1].strip(), cells[2].strip(), cells[3].strip());
    }

    /** Entries show each transfer as two lines, debit first or with the sign turned. */
    private List<Transfer> unseenTransfers() {
        var found = new ArrayList<Transfer>();
        tenant.program().get("/v1/journal?limit=200").expect(200).path("data").forEach(entry -> {
            if (entriesSeen.add(entry.path("id").asString())) {
                JsonNode lines = entry.path("lines");
                for (int at = 0; at < lines.size(); at += 2) {
                    found.add(new Transfer(
                            LocalDate.parse(entry.path("accounting_on").asString()),
                            account(lines.path(at)),
                            account(lines.path(at + 1)),
                            amount(lines.path(at))));
                }
            }
        });
        return found;
    }

    /** Without whose it is: the page knows one customer. */
    private static String account(JsonNode line) {
        return line.path("account").asString().replaceAll(":cus_.*", "");
    }

    private static String amount(JsonNode line) {
        var money = new Money(
                line.path("amount").asLong(), Currency.of(line.path("currency").asString()));
        return money.currency().code().equals("EUR") ? money.inMajorUnits().toPlainString() : money.toString();
    }
}
