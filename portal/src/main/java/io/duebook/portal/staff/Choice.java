package io.duebook.portal.staff;

import io.duebook.portal.api.CustomersApi;
import org.jspecify.annotations.Nullable;

/**
 * A claim that an amount may be laid on.
 *
 * @param most of it that can be, in minor units
 * @param daysPastDue null where that does not matter
 */
record Choice(String id, String number, long most, @Nullable Long daysPastDue) {

    static Choice of(CustomersApi.Line open) {
        return new Choice(open.id(), open.number(), open.open(), open.daysPastDue());
    }
}
