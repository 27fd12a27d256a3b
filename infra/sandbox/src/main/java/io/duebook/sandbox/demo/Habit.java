package io.duebook.sandbox.demo;

import java.util.SplittableRandom;

/** How a customer pays, all in all. Days count from the due date. */
enum Habit {
    PROMPT(38, -6, 0),
    CUSTOMARY(30, -2, 7),
    SLOW(17, 9, 34),
    VERY_LATE(7, 38, 92),
    IN_PARTS(5, 0, 15),
    /** Paid as usual until it stopped. */
    STOPPED(3, 0, 12);

    private static final int SKIPPED_PER_HUNDRED = 2;

    private final int weight;
    private final int earliest;
    private final int latest;

    Habit(int weight, int earliest, int latest) {
        this.weight = weight;
        this.earliest = earliest;
        this.latest = latest;
    }

    static Habit any(SplittableRandom random) {
        int sum = 0;
        for (Habit habit : values()) {
            sum += habit.weight;
        }
        int drawn = random.nextInt(sum);
        for (Habit habit : values()) {
            drawn -= habit.weight;
            if (drawn < 0) {
                return habit;
            }
        }
        return CUSTOMARY;
    }

    int daysAfterDue(SplittableRandom random) {
        return random.nextInt(earliest, latest + 1);
    }

    /** Now and then an invoice is overlooked altogether. */
    boolean overlooks(SplittableRandom random) {
        return this != PROMPT && random.nextInt(100) < SKIPPED_PER_HUNDRED;
    }
}
