package ioc.sensor.simulate;

import ioc.sensor.simulate.Plan.Errand;

/** One person, with company, from the door back to the door; known to the devices by the ticket. */
final class Visit {
    private final int party;
    private final String ticket;
    private final long issuedAt;
    private Errand errand;
    private long waitingSince;
    private long waited;
    private boolean present = true;
    private boolean moved;

    Visit(String ticket, Errand errand, int party, long issuedAt) {
        this.ticket = ticket;
        this.errand = errand;
        this.party = party;
        this.issuedAt = issuedAt;
        waitingSince = issuedAt;
    }

    String ticket() {
        return ticket;
    }

    Errand errand() {
        return errand;
    }

    int party() {
        return party;
    }

    long issuedAt() {
        return issuedAt;
    }

    long waitingSince() {
        return waitingSince;
    }

    /** All waiting so far, ms. */
    long waited() {
        return waited;
    }

    /** False once the person has gone without a word. */
    boolean isPresent() {
        return present;
    }

    /** Has been sent on or back once already; nobody is twice. */
    boolean isMoved() {
        return moved;
    }

    void called(long now) {
        waited += now - waitingSince;
    }

    void left() {
        present = false;
    }

    void sentTo(Errand next, long now) {
        errand = next;
        waitingSince = now;
        moved = true;
    }
}
