package io.duebook.document;

import io.duebook.customer.Customer;
import io.duebook.customer.Customers;
import io.duebook.platform.BusinessClock;
import io.duebook.platform.MalformedRequest;
import io.duebook.platform.Transactions;
import io.duebook.shared.CustomerId;
import io.duebook.tenant.Tenant;
import io.duebook.tenant.Tenants;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** Documents that go to a customer: written in the language that was asked for, or else the customer's, or else the tenant's. */
@Service
public class Correspondence {

    private static final Set<String> LANGUAGES = Set.of("en", "zh-CN");

    private final Customers customers;
    private final Tenants tenants;
    private final Transactions transactions;
    private final BusinessClock clock;
    private final Printer printer;

    Correspondence(
            Customers customers, Tenants tenants, Transactions transactions, BusinessClock clock, Printer printer) {
        this.customers = customers;
        this.tenants = tenants;
        this.transactions = transactions;
        this.clock = clock;
        this.printer = printer;
    }

    /**
     * What is printed, and how its file is called.
     *
     * @param name without its suffix
     */
    public record Written(Paper paper, String name) {}

    /**
     * The document as the answer to a request.
     *
     * @param found read in the same transaction as whom it goes to
     * @param customer whom it goes to
     * @param language null: none was asked for
     * @throws MalformedRequest for a language that documents are not written in
     */
    public <D> Mono<ResponseEntity<byte[]>> answer(
            Mono<D> found,
            Function<D, CustomerId> customer,
            @Nullable String language,
            BiFunction<D, Addressee, Written> writing) {
        return transactions
                .read(found.zipWhen(document -> addressee(customer.apply(document), language), writing))
                .flatMap(written -> printer.answer(written.paper(), written.name()));
    }

    /**
     * To whom a document of this customer's goes, in which language.
     *
     * @param language null: none was asked for
     * @throws MalformedRequest for a language that documents are not written in
     */
    public Mono<Addressee> addressee(CustomerId id, @Nullable String language) {
        if (language != null && !LANGUAGES.contains(language)) {
            return Mono.error(() -> new MalformedRequest("invalid_parameter", "", "language is en or zh-CN."));
        }
        return customers
                .get(id)
                .zipWhen(
                        customer -> tenants.current(),
                        (customer, tenant) -> new Addressee(
                                customer, tenant, language(language, customer, tenant), tenant.today(clock)));
    }

    private static Language language(@Nullable String asked, Customer customer, Tenant tenant) {
        return Stream.of(asked, customer.language(), tenant.locale())
                .filter(Objects::nonNull)
                .findFirst()
                .map(Language::of)
                .orElseThrow();
    }
}
