package io.duebook.item;

import java.time.LocalDate;

/** One change of an open amount or of unapplied credit, in minor units: up where positive. */
public record Change(LocalDate valueOn, LocalDate accountingOn, long delta) {}
