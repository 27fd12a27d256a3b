package io.duebook.audit;

/** All that an event says, as one line of JSON, always the same. @param sequence its number */
record EventText(long sequence, String told) {}
