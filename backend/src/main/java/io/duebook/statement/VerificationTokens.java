package io.duebook.statement;

import io.duebook.platform.Seal;
import io.duebook.platform.Write;
import io.duebook.shared.StatementId;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/**
 * The address at which a frozen statement is verified. Its token has 160 bits, follows from the statement's id and the
 * installation's key, so that a document can be printed again, and is kept as a hash only (docs/decisions/0178).
 */
@Component
@EnableConfigurationProperties(PortalAddress.class)
class VerificationTokens {

    private static final String PURPOSE = "statement verification";
    private static final int BYTES = 20;

    private final Seal seal;
    private final PortalAddress portal;

    VerificationTokens(Seal seal, PortalAddress portal) {
        this.seal = seal;
        this.portal = portal;
    }

    String url(StatementId statement) {
        return portal.portalUrl() + "/verify/" + token(statement);
    }

    private String token(StatementId statement) {
        byte[] secret = Arrays.copyOf(seal.derive(PURPOSE, statement.text()), BYTES);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    }

    byte[] hash(StatementId statement) {
        return hash(token(statement));
    }

    static byte[] hash(String token) {
        return CanonicalJson.hash(token.getBytes(StandardCharsets.UTF_8));
    }

    /** Lets the statement be found by its token. */
    Write keep(StatementId statement) {
        return Write.part("statement_token", """
                        insert into directory.statement_token (token_hash, tenant_id, statement_id)
                        values (:statement_token_hash, :tenant, :statement_token_of)
                        """)
                .bind("statement_token_hash", hash(statement))
                .bind("statement_token_of", statement.value())
                .build();
    }
}
