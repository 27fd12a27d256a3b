package io.duebook.customer;

import io.duebook.platform.Refusal;
import java.util.List;
import java.util.Map;

/** What customers of a group may not be, or may not see. */
public final class GroupRefused extends Refusal {

    static GroupRefused circular() {
        return new GroupRefused(
                Kind.UNPROCESSABLE,
                "parent_circular",
                Map.of(),
                "A customer cannot be below itself; choose another parent.",
                List.of(parent("parent_circular", "is below the customer")));
    }

    static GroupRefused tooDeep(int most) {
        return new GroupRefused(
                Kind.UNPROCESSABLE,
                "group_too_deep",
                Map.of("most", most),
                "A group has at most %d levels; choose a parent further up.".formatted(most),
                List.of(parent("group_too_deep", "is too far down")));
    }

    static GroupRefused parentArchived() {
        return new GroupRefused(
                Kind.UNPROCESSABLE,
                "parent_archived",
                Map.of(),
                "The parent is archived; bring it back first, or choose another one.",
                List.of(parent("parent_archived", "is archived")));
    }

    private static FieldError parent(String code, String message) {
        return new FieldError("/parent", code, message);
    }

    /** Contacts act for their own customer, whatever it belongs to. */
    public static GroupRefused notForContacts() {
        return new GroupRefused(
                Kind.FORBIDDEN,
                "group_not_visible",
                Map.of(),
                "A contact sees their own customer only; ask without the group.",
                List.of());
    }

    private GroupRefused(Kind kind, String code, Map<String, Object> params, String detail, List<FieldError> errors) {
        super(kind, code, params, detail, errors);
    }
}
