package io.duebook.identity;

/** How ids of other parts look: opaque words, kept as given. */
final class Ids {

    static final String FORM = "[A-Za-z0-9][A-Za-z0-9_.-]{0,99}";

    private Ids() {}
}
