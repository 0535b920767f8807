package ioc.calendar;

import java.time.LocalDate;

/** A day off for civil servants, by law, in compensation or by a swap, with its name in both languages. */
public record Holiday(LocalDate day, String vi, String en) {}
