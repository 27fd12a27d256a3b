package io.duebook.identity;

/** A request of the administration API that cannot be done, in the words its caller gets to read. */
final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;

    private Refusal(int status, String code, String detail) {
        super(detail);
        this.status = status;
        this.code = code;
    }

    static Refusal notFound(String detail) {
        return new Refusal(404, "not_found", detail);
    }

    static Refusal conflict(String code, String detail) {
        return new Refusal(409, code, detail);
    }

    static Refusal invalid(String code, String detail) {
        return new Refusal(422, code, detail);
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }

    String detail() {
        return String.valueOf(getMessage());
    }
}
