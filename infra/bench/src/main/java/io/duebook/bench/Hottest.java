package io.duebook.bench;

import io.duebook.bench.Calls.Call;
import io.duebook.bench.Population.Customer;
import io.duebook.bench.Population.Payable;
import io.duebook.bench.Wire.Asked;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The requests a day consists of, each made once, and the statements that the backend sent for them. */
final class Hottest {

    /** Events have been numbered and read by then. */
    private static final int AFTERWARDS_MILLIS = 600;

    private Hottest() {}

    static Map<String, List<Asked>> asked(Wire wire, Calls calls, Population population) throws Exception {
        Map<String, List<Asked>> asked = new LinkedHashMap<>();
        for (var request : requests(population).entrySet()) {
            wire.take();
            calls.once(request.getValue());
            Thread.sleep(AFTERWARDS_MILLIS);
            asked.put(
                    request.getKey(),
                    wire.take().stream()
                            .filter(one -> !one.role().equals(Server.DIRECTORY))
                            .toList());
        }
        return asked;
    }

    private static Map<String, Call> requests(Population population) {
        Customer customer = population.anyCustomer();
        Payable payable = population.nextPayable();
        UUID tenant = customer.tenant();
        LocalDate today = LocalDate.now(Calls.ZONE);
        Map<String, Call> requests = new LinkedHashMap<>();
        requests.put("tenant", Call.get(tenant, "/v1/tenant", ""));
        requests.put("invoice", Calls.invoice(customer, 12_500, today));
        requests.put("payment", Calls.payment(payable));
        requests.put("payment, oldest first", Calls.payment(customer, 1_000, today, "\"oldest_first\""));
        requests.put("balance", Call.get(tenant, "/v1/customers/" + customer.shown() + "/balance", ""));
        requests.put("open items", Call.get(tenant, "/v1/customers/" + customer.shown() + "/statement", ""));
        requests.put(
                "statement", Call.get(tenant, "/v1/customers/" + customer.shown() + "/statement?kind=activity", ""));
        requests.put("customer", Call.get(tenant, "/v1/customers/" + customer.shown(), ""));
        requests.put("customers", Call.get(tenant, "/v1/customers?limit=50", ""));
        requests.put("invoice read", Call.get(tenant, "/v1/invoices/" + payable.shown(), ""));
        requests.put(
                "open invoices of a customer",
                Call.get(tenant, "/v1/invoices?state=open&customer=" + customer.shown(), ""));
        requests.put("invoices", Call.get(tenant, "/v1/invoices", ""));
        requests.put("payments", Call.get(tenant, "/v1/payments", ""));
        requests.put("payments of a customer", Call.get(tenant, "/v1/payments?customer=" + customer.shown(), ""));
        requests.put("aging", Call.get(tenant, "/v1/reports/aging", ""));
        requests.put("aging by customer", Call.get(tenant, "/v1/reports/aging?group_by=customer", ""));
        requests.put("overdue", Call.get(tenant, "/v1/reports/overdue", ""));
        requests.put("receipts", Call.get(tenant, "/v1/reports/receipts", ""));
        requests.put("events", Call.get(tenant, "/v1/events", ""));
        requests.put("journal", Call.get(tenant, "/v1/journal?from=" + today, ""));
        return requests;
    }
}
