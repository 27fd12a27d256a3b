package io.duebook.importing;

import io.duebook.platform.Refusal;
import io.duebook.shared.TenantId;
import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/** How many uploads are at work in this server, so that one tenant's files cannot take all of its disk and hands. */
@Component
class UploadQuota {

    private final int most;
    private final int mostPerTenant;
    private final Map<TenantId, Integer> atWork = new HashMap<>();

    UploadQuota(ImportSettings settings) {
        most = settings.uploads();
        mostPerTenant = settings.uploadsPerTenant();
    }

    /** @throws TooManyUploads if as many are at work as may be */
    synchronized void take(TenantId tenant) {
        int all = atWork.values().stream().mapToInt(Integer::intValue).sum();
        if (all >= most || atWork.getOrDefault(tenant, 0) >= mostPerTenant) {
            throw new TooManyUploads();
        }
        atWork.merge(tenant, 1, Integer::sum);
    }

    synchronized void giveBack(TenantId tenant) {
        atWork.computeIfPresent(tenant, (same, uploads) -> uploads == 1 ? null : uploads - 1);
    }

    /** Too many files at once. */
    static final class TooManyUploads extends Refusal {
        TooManyUploads() {
            super(
                    Kind.TOO_MANY_REQUESTS,
                    "too_many_uploads",
                    Map.of(),
                    "Other files are being read; send this one when they are done.");
        }
    }
}
