package io.duebook.model;

/** A line of a script: a command, and how its request travels. */
record Line(Delivery delivery, Command command) {

    /** What may become of a request on its way; its key makes all of them one effect. */
    enum Delivery {
        /** It is sent and answered. */
        ONCE,
        /** It is sent again under the same key after it was answered. */
        TWICE,
        /** Two of it are under way at once. */
        AT_ONCE,
        /** Whoever sent it hangs up, and sends it again. */
        HUNG_UP,
        /** The server loses all connections to its database meanwhile, and it is sent again. */
        CUT_OFF,
        /** Its key is used for another request afterwards. */
        KEY_REUSED
    }

    static Line of(Command command) {
        return new Line(Delivery.ONCE, command);
    }

    @Override
    public String toString() {
        return delivery == Delivery.ONCE ? command.toString() : delivery + " " + command;
    }
}
