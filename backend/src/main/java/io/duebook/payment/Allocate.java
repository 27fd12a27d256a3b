package io.duebook.payment;

import io.duebook.item.Allocator.Part;
import java.util.List;

/** Which items a payment shall settle. What settles nothing is the customer's unapplied credit, never an error. */
public sealed interface Allocate {

    /** By due date, issue date, id. */
    record OldestFirst() implements Allocate {}

    /** Nothing; somebody decides later. */
    record None() implements Allocate {}

    /** Exactly these items, each cut to what is open of it. */
    record Chosen(List<Part> parts) implements Allocate {}
}
