package ioc.alert;

/** Something happened to an alert: how it is since, and what it was. */
public record Turn(Alert alert, Act act) {}
