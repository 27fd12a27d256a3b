package io.duebook.identity;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;

/** Where a request comes from, coarse enough to count tries by. */
final class ClientAddress {

    private ClientAddress() {}

    /** The IPv4 address, or the first half of the IPv6 address: whoever has one of those usually has all. */
    static String of(HttpServletRequest request) {
        String address = request.getRemoteAddr();
        if (!address.contains(":")) {
            return address;
        }
        String[] groups = address.split(":", -1);
        return String.join(":", Arrays.copyOf(groups, Math.min(4, groups.length)));
    }
}
