package io.duebook.portal.session;

import io.duebook.portal.api.ApiProblem;
import io.duebook.portal.api.ApprovalsApi;
import io.duebook.portal.api.ChargesApi;
import io.duebook.portal.api.CheckoutsApi;
import io.duebook.portal.api.CreditNotesApi;
import io.duebook.portal.api.CustomersApi;
import io.duebook.portal.api.ImportsApi;
import io.duebook.portal.api.InvoicesApi;
import io.duebook.portal.api.MeApi;
import io.duebook.portal.api.PaymentsApi;
import io.duebook.portal.api.PeopleApi;
import io.duebook.portal.api.PoliciesApi;
import io.duebook.portal.api.ReportsApi;
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

    private final JsonMapper json = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .changeDefaultPropertyInclusion(included ->
                    included.withValueInclusion(com.fasterxml.jackson.annotation.JsonInclude.Include.NON_NULL))
            .build();

    @Bean
    HttpServiceProxyFactory api(PortalSettings settings, Tokens tokens) {
        var factory = new JdkClientHttpRequestFactory(HttpClient.newBuilder()
                .connectTimeout(CONNECTING)
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .build());
        factory.setReadTimeout(ANSWERING);
        var client = RestClient.builder()
                .baseUrl(settings.apiUrl())
                .requestFactory(factory)
                .configureMessageConverters(converters ->
                        converters.registerDefaults().withJsonConverter(new JacksonJsonHttpMessageConverter(json)))
                .requestInterceptor((request, body, next) -> relayed(tokens.access(), request, body, next))
                .defaultStatusHandler(HttpStatusCode::isError, (request, response) -> {
                    throw refusal(response);
                })
                .build();
        return HttpServiceProxyFactory.builderFor(RestClientAdapter.create(client))
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
    MeApi me(HttpServiceProxyFactory api) {
        return api.createClient(MeApi.class);
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
    ChargesApi charges(HttpServiceProxyFactory api) {
        return api.createClient(ChargesApi.class);
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
    CheckoutsApi checkouts(HttpServiceProxyFactory api) {
        return api.createClient(CheckoutsApi.class);
    }

    @Bean
    PeopleApi people(HttpServiceProxyFactory api) {
        return api.createClient(PeopleApi.class);
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
