package ioc.records;

import ioc.dossier.Course;

/** A dossier in the records; {@code unit} is the key it was last filed under, {@code seenAt} epoch ms of its last change. */
public record DossierRow(Course course, String unit, long seenAt) {}
