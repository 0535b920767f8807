package ioc.records;

import ioc.event.Dossier;

/** A dossier in the records. {@code late}: -1 not to say, 0 done in time, 1 later that day, 2 on a later day. */
public record DossierRow(Dossier dossier, String source, String unit, int late, long seenAt, String body) {}
