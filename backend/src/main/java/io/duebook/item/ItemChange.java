package io.duebook.item;

/**
 * By how much what is kept of an item changes, in minor units: up where positive.
 *
 * @param writtenOff what of it is off the books and remains a claim
 */
record ItemChange(long open, long writtenOff) {

    static ItemChange ofOpen(long delta) {
        return new ItemChange(delta, 0);
    }

    ItemChange plus(ItemChange other) {
        return new ItemChange(Math.addExact(open, other.open), Math.addExact(writtenOff, other.writtenOff));
    }
}
