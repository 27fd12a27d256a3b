package io.duebook.portal.staff;

import io.duebook.portal.api.CustomersApi;
import io.duebook.portal.api.CustomersApi.Customer;
import io.duebook.portal.api.CustomersApi.Member;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What the others of a customer's group owe, for whoever pays for them: read once, however often it is looked at. */
class GroupClaims {

    private static final int MOST_LEVELS = 5;
    /** Each is asked for by itself; whoever pays for more than so many at once takes those who owe most. */
    static final int MOST_CUSTOMERS = 40;

    private final CustomersApi customers;
    private final Map<String, Boolean> others = new HashMap<>();
    private final Map<Asked, Found> found = new HashMap<>();

    private record Asked(String customer, String currency) {}

    /** @param isAll whether the claims are those of all others, or of as many as are read */
    record Found(List<Choice> claims, boolean isAll) {}

    GroupClaims(CustomersApi customers) {
        this.customers = customers;
    }

    /** Whether there are others. */
    boolean isAny(Customer customer) {
        return customer.parent() != null
                || others.computeIfAbsent(
                        customer.id(), id -> !customers.below(id, 1).data().isEmpty());
    }

    /** The open claims of the others in a currency, each with whose it is; who owes most comes first. */
    Found claims(Customer customer, String currency) {
        return found.computeIfAbsent(new Asked(customer.id(), currency), asked -> read(customer, currency));
    }

    private Found read(Customer customer, String currency) {
        List<Member> owing = customers.groupBalance(top(customer).id()).customers().stream()
                .filter(member -> !member.customer().id().equals(customer.id()))
                .filter(member -> open(member, currency) > 0)
                .sorted(Comparator.comparingLong((Member member) -> open(member, currency))
                        .reversed())
                .toList();
        List<Choice> claims = owing.stream()
                .limit(MOST_CUSTOMERS)
                .flatMap(member -> claims(member, currency))
                .toList();
        return new Found(claims, owing.size() <= MOST_CUSTOMERS);
    }

    private Customer top(Customer customer) {
        Customer top = customer;
        for (int level = 1; level < MOST_LEVELS && top.parent() != null; level++) {
            top = customers.get(top.parent().id());
        }
        return top;
    }

    private static long open(Member member, String currency) {
        return member.balances().stream()
                .filter(in -> in.currency().equals(currency))
                .mapToLong(CustomersApi.Balance::open)
                .sum();
    }

    private Stream<Choice> claims(Member member, String currency) {
        return Choice.in(customers.openItems(member.customer().id()), currency).stream()
                .map(claim -> claim.of(member.customer().name()));
    }
}
