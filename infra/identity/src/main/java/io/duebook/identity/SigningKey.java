package io.duebook.identity;

import com.nimbusds.jose.jwk.ECKey;
import java.time.Instant;

/** An elliptic key of curve P-256, and since when it signs. Before that it is only published. */
record SigningKey(ECKey key, Instant signsFrom) {

    String id() {
        return key.getKeyID();
    }
}
