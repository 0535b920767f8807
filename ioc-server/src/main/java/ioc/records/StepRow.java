package ioc.records;

import ioc.event.Step;

/** A step in the records. */
public record StepRow(String source, Step step) {}
