package io.duebook.model;

/** The model refuses, and so must the product. */
final class Refused extends RuntimeException {

    final int status;
    final String code;

    Refused(int status, String code) {
        super(status + " " + code, null, false, false);
        this.status = status;
        this.code = code;
    }

    static Refused unknownReference() {
        return new Refused(422, "unknown_reference");
    }

    static Refused notFound() {
        return new Refused(404, "not_found");
    }
}
