package io.duebook.portal.session;

import io.duebook.portal.api.ApiProblem;
import io.duebook.portal.api.ApprovalsApi;
import io.duebook.portal.api.AttachmentsApi;
import io.duebook.portal.api.AuditApi;
import io.duebook.portal.api.BillsApi;
import io.duebook.portal.api.CasesApi;
import io.duebook.portal.api.ChargesApi;
import io.duebook.portal.api.CheckoutsApi;
import io.duebook.portal.api.CreditNotesApi;
import io.duebook.portal.api.CustomersApi;
import io.duebook.portal.api.DeductionsApi;
import io.duebook.portal.api.DepositsApi;
import io.duebook.portal.api.ExchangeRatesApi;
import io.duebook.portal.api.ExportsApi;
import io.duebook.portal.api.ImportsApi;
import io.duebook.portal.api.InvoicesApi;
import io.duebook.portal.api.MeApi;
import io.duebook.portal.api.MessagesApi;
import io.duebook.portal.api.NettingsApi;
import io.duebook.portal.api.PaymentsApi;
import io.duebook.portal.api.PeopleApi;
import io.duebook.portal.api.PeriodsApi;
import io.duebook.portal.api.PoliciesApi;
import io.duebook.portal.api.RecurringInvoicesApi;
import io.duebook.portal.api.RefundsApi;
import io.duebook.portal.api.ReportsApi;
import io.duebook.portal.api.SettlementOffersApi;
import io.duebook.portal.api.StatementRepliesApi;
import io.duebook.portal.api.StatementRunsApi;
import io.duebook.portal.api.StatementsApi;
import io.duebook.portal.api.TransfersApi;
import io.duebook.portal.api.UnidentifiedReceiptsApi;
import io.duebook.portal.api.VerificationsApi;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executors;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.format.datetime.standard.DateTimeFormatterRegistrar;
import org.springframework.format.support.DefaultFormattingConversionService;
import org.springframework.http.HttpRequest;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.support.RestClientAdapter;
import org.springframework.web.service.invoker.HttpServiceProxyFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** The API's interfaces, called with the token of the person at the screen. */
@Configuration
class ApiClients {

    private static final Duration CONNECTING = Duration.ofSeconds(5);
    private static final Duration ANSWERING = Duration.ofSeconds(60);
    /** Of a whole file, as slowly as its reader takes it. */
    private static final Duration EXPORTING = Duration.ofMinutes(30);

    private final JsonMapper json = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .changeDefaultPropertyInclusion(included ->
                    included.withValueInclusion(com.fasterxml.jackson.annotation.JsonInclude.Include.NON_NULL))
            .build();

    private final HttpClient connections = HttpClient.newBuilder()
            .connectTimeout(CONNECTING)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();

    @Bean
    RestClient calls(PortalSettings settings, Tokens tokens) {
        return calling(settings)
                .requestInterceptor((request, body, next) -> relayed(tokens.access(), request, body, next))
                .build();
    }

    private RestClient.Builder calling(PortalSettings settings) {
        return RestClient.builder()
                .baseUrl(settings.apiUrl())
                .requestFactory(answeringWithin(ANSWERING))
                .configureMessageConverters(converters ->
                        converters.registerDefaults().withJsonConverter(new JacksonJsonHttpMessageConverter(json)))
                .defaultStatusHandler(HttpStatusCode::isError, (request, response) -> {
                    throw refusal(response);
                });
    }

    /** What is open to everybody is asked for as nobody, whoever is at the screen. */
    @Bean
    VerificationsApi verifications(PortalSettings settings) {
        RestClient asNobody = calling(settings)
                .requestInterceptor((request, body, next) -> reached(request, body, next))
                .build();
        return HttpServiceProxyFactory.builderFor(RestClientAdapter.create(asNobody))
                .build()
                .createClient(VerificationsApi.class);
    }

    private JdkClientHttpRequestFactory answeringWithin(Duration longest) {
        var factory = new JdkClientHttpRequestFactory(connections);
        factory.setReadTimeout(longest);
        return factory;
    }

    @Bean
    HttpServiceProxyFactory api(RestClient calls) {
        return HttpServiceProxyFactory.builderFor(RestClientAdapter.create(calls))
                .conversionService(isoDates())
                .build();
    }

    /** Without it, a date in a query would be written in the style of this machine's locale. */
    private static DefaultFormattingConversionService isoDates() {
        var conversions = new DefaultFormattingConversionService(false);
        var dates = new DateTimeFormatterRegistrar();
        dates.setUseIsoFormat(true);
        dates.registerFormatters(conversions);
        return conversions;
    }

    private static ClientHttpResponse relayed(
            String token, HttpRequest request, byte[] body, ClientHttpRequestExecution next) {
        request.getHeaders().setBearerAuth(token);
        return reached(request, body, next);
    }

    private static ClientHttpResponse reached(HttpRequest request, byte[] body, ClientHttpRequestExecution next) {
        try {
            return next.execute(request, body);
        } catch (IOException down) {
            throw ApiProblem.unreachable(down);
        }
    }

    private RuntimeException refusal(ClientHttpResponse response) throws IOException {
        int status = response.getStatusCode().value();
        if (status == 401) {
            return new SignInAgain(null);
        }
        try {
            var body = json.readValue(response.getBody(), ApiProblem.Body.class);
            return new ApiProblem(new ApiProblem.Body(
                    status,
                    Objects.requireNonNullElse(body.code(), ""),
                    body.params(),
                    body.detail(),
                    body.errors(),
                    body.requestId()));
        } catch (JacksonException noProblemDocument) {
            // A proxy's answer, not the API's: its status still tells what kind of trouble it is.
            return new ApiProblem(new ApiProblem.Body(status, "", null, null, List.of(), null));
        }
    }

    @Bean
    Exports exports(RestClient calls) {
        return new Exports(
                calls.mutate().requestFactory(answeringWithin(EXPORTING)).build(), this::refusal);
    }

    @Bean
    ExportsApi wholeBooks(HttpServiceProxyFactory api) {
        return api.createClient(ExportsApi.class);
    }

    @Bean
    MeApi me(HttpServiceProxyFactory api) {
        return api.createClient(MeApi.class);
    }

    @Bean
    StatementsApi statements(HttpServiceProxyFactory api) {
        return api.createClient(StatementsApi.class);
    }

    @Bean
    StatementRunsApi statementRuns(HttpServiceProxyFactory api) {
        return api.createClient(StatementRunsApi.class);
    }

    @Bean
    MessagesApi messages(HttpServiceProxyFactory api) {
        return api.createClient(MessagesApi.class);
    }

    @Bean
    CustomersApi customers(HttpServiceProxyFactory api) {
        return api.createClient(CustomersApi.class);
    }

    @Bean
    InvoicesApi invoices(HttpServiceProxyFactory api) {
        return api.createClient(InvoicesApi.class);
    }

    @Bean
    RecurringInvoicesApi recurringInvoices(HttpServiceProxyFactory api) {
        return api.createClient(RecurringInvoicesApi.class);
    }

    @Bean
    ChargesApi charges(HttpServiceProxyFactory api) {
        return api.createClient(ChargesApi.class);
    }

    @Bean
    CasesApi cases(HttpServiceProxyFactory api) {
        return api.createClient(CasesApi.class);
    }

    @Bean
    StatementRepliesApi statementReplies(HttpServiceProxyFactory api) {
        return api.createClient(StatementRepliesApi.class);
    }

    @Bean
    AuditApi audit(HttpServiceProxyFactory api) {
        return api.createClient(AuditApi.class);
    }

    @Bean
    PeriodsApi periods(HttpServiceProxyFactory api) {
        return api.createClient(PeriodsApi.class);
    }

    @Bean
    ApprovalsApi approvals(HttpServiceProxyFactory api) {
        return api.createClient(ApprovalsApi.class);
    }

    @Bean
    PoliciesApi policies(HttpServiceProxyFactory api) {
        return api.createClient(PoliciesApi.class);
    }

    @Bean
    CreditNotesApi creditNotes(HttpServiceProxyFactory api) {
        return api.createClient(CreditNotesApi.class);
    }

    @Bean
    PaymentsApi payments(HttpServiceProxyFactory api) {
        return api.createClient(PaymentsApi.class);
    }

    @Bean
    BillsApi bills(HttpServiceProxyFactory api) {
        return api.createClient(BillsApi.class);
    }

    @Bean
    DeductionsApi deductions(HttpServiceProxyFactory api) {
        return api.createClient(DeductionsApi.class);
    }

    @Bean
    DepositsApi deposits(HttpServiceProxyFactory api) {
        return api.createClient(DepositsApi.class);
    }

    @Bean
    NettingsApi nettings(HttpServiceProxyFactory api) {
        return api.createClient(NettingsApi.class);
    }

    @Bean
    TransfersApi transfers(HttpServiceProxyFactory api) {
        return api.createClient(TransfersApi.class);
    }

    @Bean
    SettlementOffersApi settlementOffers(HttpServiceProxyFactory api) {
        return api.createClient(SettlementOffersApi.class);
    }

    @Bean
    UnidentifiedReceiptsApi unidentifiedReceipts(HttpServiceProxyFactory api) {
        return api.createClient(UnidentifiedReceiptsApi.class);
    }

    @Bean
    RefundsApi refunds(HttpServiceProxyFactory api) {
        return api.createClient(RefundsApi.class);
    }

    @Bean
    CheckoutsApi checkouts(HttpServiceProxyFactory api) {
        return api.createClient(CheckoutsApi.class);
    }

    @Bean
    PeopleApi people(HttpServiceProxyFactory api) {
        return api.createClient(PeopleApi.class);
    }

    @Bean
    ExchangeRatesApi exchangeRates(HttpServiceProxyFactory api) {
        return api.createClient(ExchangeRatesApi.class);
    }

    @Bean
    AttachmentsApi attachments(HttpServiceProxyFactory api) {
        return api.createClient(AttachmentsApi.class);
    }

    @Bean
    ReportsApi reports(HttpServiceProxyFactory api) {
        return api.createClient(ReportsApi.class);
    }

    @Bean
    ImportsApi imports(HttpServiceProxyFactory api) {
        return api.createClient(ImportsApi.class);
    }
}
