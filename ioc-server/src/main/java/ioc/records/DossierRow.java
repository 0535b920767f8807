package ioc.records;

import ioc.event.Dossier;

/** A dossier in the records. {@code late}: 0 in time, 1 finished later on the day it was due, 2 on a later day. */
public record DossierRow(Dossier dossier, String source, String unit, int late, long seenAt, String body) {}
