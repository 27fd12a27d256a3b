package io.duebook.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Keys are published before they sign, and for as long as what they signed may live. */
class SigningKeysTest {

    private final SigningKeys keys = Instance.first().bean(SigningKeys.class);
    private final Api api = new Api();

    @BeforeEach
    @AfterEach
    void oneFreshKey() {
        Instance.DB.sql("delete from signing_key").update();
        keys.rotate();
    }

    @Test
    void theNextKeyIsPublishedBeforeItSigns() {
        String first = signer();
        age("29 days 23 hours 1 minute");

        keys.rotate();

        assertThat(published()).hasSize(2).contains(first);
        assertThat(signer()).isEqualTo(first);
    }

    @Test
    void itSignsOnceEverybodyKnowsItAndTheOldOneStays() {
        String first = signer();
        age("29 days 23 hours 1 minute");
        keys.rotate();
        age("61 minutes");

        keys.rotate();

        assertThat(published()).hasSize(2).contains(first);
        assertThat(signer()).isNotEqualTo(first);
    }

    @Test
    void theOldKeyGoesWhenItsTokensAreDead() {
        String first = signer();
        age("29 days 23 hours 1 minute");
        keys.rotate();
        age("26 hours");

        keys.rotate();

        assertThat(published()).hasSize(1).doesNotContain(first);
    }

    @Test
    void manyInstancesRotatingAtOnceMakeOneKey() throws Exception {
        age("29 days 23 hours 1 minute");
        Callable<Boolean> rotate = () -> {
            keys.rotate();
            return true;
        };

        try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
            pool.invokeAll(List.of(rotate, rotate, rotate, rotate));
        }

        assertThat(published()).hasSize(2);
    }

    @Test
    void thePrivateHalfIsSealedToItsRow() {
        Vault vault = Instance.first().bean(Vault.class);
        byte[] sealed = Instance.DB
                .sql("select private_key from signing_key")
                .query(byte[].class)
                .single();

        assertThat(new String(sealed, java.nio.charset.StandardCharsets.ISO_8859_1))
                .doesNotContain("\"d\"");
        assertThatThrownBy(() -> vault.open(sealed, "another row")).isInstanceOf(IllegalStateException.class);
    }

    private String signer() {
        String token = World.expect(
                        200,
                        api.token(
                                "duebook-operator",
                                Instance.OPERATOR_SECRET,
                                Map.of("grant_type", "client_credentials")))
                .text("access_token");
        return Api.header(token).path("kid").asString();
    }

    private List<String> published() {
        return SeveralInstancesTest.keys(api).stream()
                .map(key -> key.path("kid").asString())
                .toList();
    }

    private void age(String time) {
        Instance.DB
                .sql("update signing_key set signs_from = signs_from - cast(:time as interval)")
                .param("time", time)
                .update();
    }
}
