package ioc.score;

/** How many dossiers, or procedures, a measure asked, by what they say. */
public record Counts(long reached, long lost, long unsaid) {
    public static final Counts NONE = new Counts(0, 0, 0);

    public Counts {
        if (reached < 0 || lost < 0 || unsaid < 0) {
            throw new IllegalArgumentException(
                    "counts: were " + reached + ", " + lost + ", " + unsaid + " but must not be negative");
        }
    }

    public long counted() {
        return reached + lost + unsaid;
    }

    Counts plus(Counts other) {
        return new Counts(reached + other.reached, lost + other.lost, unsaid + other.unsaid);
    }

    /** The share that is certain; 0 when nobody was asked. */
    public double least() {
        return counted() == 0 ? 0 : (double) reached / counted();
    }

    /** The share when all of whom nobody says anything are reached. */
    public double most() {
        return counted() == 0 ? 0 : (double) (reached + unsaid) / counted();
    }
}
