package ioc.score;

import ioc.dossier.Judgement;
import ioc.dossier.Procedure;
import ioc.event.Dossier;
import ioc.event.Dossier.Fact;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A question of QĐ 766 that each dossier answers for itself. Which dossiers of a period are asked, {@link Asked} says. */
public enum Measure {
    /** Mark {@code YES} is "can be judged": whether it is late depends on the instant, see {@link Part}. */
    ON_TIME(Asked.ACTIVE) {
        @Override
        Mark received(Judgement judgement) {
            Dossier dossier = judgement.dossier();
            if (dossier.status() == 7 && dossier.times().receivedAt() == null) {
                return Mark.OUT;
            }
            if (judgement.course().supplements() > 1) {
                return Mark.YES;
            }
            if (!dossier.isOpen() && dossier.times().endedAt() == null) {
                return Mark.UNSAID;
            }
            return judgement.clock().scored().due() != null || dossier.status() == 3 || isUnlimited(judgement)
                    ? Mark.YES
                    : Mark.UNSAID;
        }
    },
    /** The national portal acknowledged it. */
    SYNCED(Asked.RECEIVED) {
        @Override
        Mark received(Judgement judgement) {
            return said(judgement, Fact.SYNCED);
        }
    },
    /** Submitted online, whatever became of it. */
    FILED_ONLINE(Asked.RECEIVED) {
        @Override
        Mark received(Judgement judgement) {
            return switch (judgement.dossier().filing().channel()) {
                case "online" -> Mark.YES;
                case "direct", "post" -> Mark.NO;
                default -> Mark.UNSAID;
            };
        }
    },
    /** Submitted online, and with an electronic result where there is a paper to hand over. */
    ONLINE(Asked.DONE) {
        @Override
        Mark received(Judgement judgement) {
            return FILED_ONLINE.received(judgement).and(resultIfAny(judgement));
        }
    },
    /** Of those with a fee: paid online. */
    PAID(Asked.RECEIVED) {
        @Override
        Mark received(Judgement judgement) {
            Boolean charged = judgement.dossier().facts().get(Fact.CHARGED);
            Procedure procedure = judgement.procedure();
            if (charged == null && procedure == null) {
                return judgement.dossier().facts().getOrDefault(Fact.PAID_ONLINE, false) ? Mark.YES : Mark.UNSAID;
            }
            boolean hasFee = charged != null
                    ? charged
                    : procedure != null && procedure.result().fee() > 0;
            return hasFee ? said(judgement, Fact.PAID_ONLINE) : Mark.OUT;
        }
    },
    /** Of procedures that hand over a paper: the result is there as a file. */
    RESULT(Asked.DONE) {
        @Override
        Mark received(Judgement judgement) {
            return isPaper(judgement) ? said(judgement, Fact.RESULT) : Mark.OUT;
        }
    },
    /** Papers of the applicant and the result are there as files. */
    DIGITISED(Asked.DONE) {
        @Override
        Mark received(Judgement judgement) {
            return said(judgement, Fact.ATTACHED).and(resultIfAny(judgement));
        }
    },
    /** At least one paper was taken over from data digitised before. */
    REUSED(Asked.RECEIVED) {
        @Override
        Mark received(Judgement judgement) {
            return said(judgement, Fact.REUSED);
        }
    },
    /** At least one paper came from the applicant's personal store. */
    SHARED(Asked.RECEIVED) {
        @Override
        Mark received(Judgement judgement) {
            return said(judgement, Fact.SHARED);
        }
    },
    /** The applicant was checked against the population data. */
    VERIFIED(Asked.RECEIVED) {
        @Override
        Mark received(Judgement judgement) {
            return said(judgement, Fact.VERIFIED);
        }
    };

    /** Which dossiers of a period are asked. */
    public enum Asked {
        /** Received in it. */
        RECEIVED,
        /** Received in it and handled by now: who is not yet handled cannot have a result. */
        DONE,
        /** Received in it, or before and not ended before it began. */
        ACTIVE
    }

    private final Asked asked;
    private final String word = name().toLowerCase(Locale.ROOT).replace('_', '-');

    Measure(Asked asked) {
        this.asked = asked;
    }

    public Asked asked() {
        return asked;
    }

    /** As in a file and an address: {@code on-time}. */
    public String word() {
        return word;
    }

    /** Place of its sign in {@link #marks}; 1 is the first. */
    public int place() {
        return List.of(values()).indexOf(this) + 1;
    }

    public static Optional<Measure> of(String word) {
        for (Measure measure : values()) {
            if (measure.word.equals(word)) {
                return Optional.of(measure);
            }
        }
        return Optional.empty();
    }

    /** What a dossier that was received says. */
    abstract Mark received(Judgement judgement);

    /** What a dossier says. */
    public Mark of(Judgement judgement) {
        Dossier dossier = judgement.dossier();
        boolean wasTurnedAway =
                dossier.times().receivedAt() == null && (dossier.status() == 3 || dossier.status() == 7);
        if (dossier.status() == 0 || dossier.status() == Dossier.SUBMITTED || (wasTurnedAway && this != ON_TIME)) {
            return Mark.OUT;
        }
        boolean isHandled = dossier.status() == Dossier.HANDLED || dossier.status() == Dossier.HANDED_OVER;
        return asked == Asked.DONE && !isHandled ? Mark.OUT : received(judgement);
    }

    /** What it says of all measures, a sign each in the order of {@link #values}. */
    public static String marks(Judgement judgement) {
        StringBuilder marks = new StringBuilder();
        for (Measure measure : values()) {
            marks.append(measure.of(judgement).sign());
        }
        return marks.toString();
    }

    private static Mark said(Judgement judgement, Fact fact) {
        Boolean said = judgement.dossier().facts().get(fact);
        return said == null ? Mark.UNSAID : Mark.of(said);
    }

    private static boolean isPaper(Judgement judgement) {
        Procedure procedure = judgement.procedure();
        return procedure == null || procedure.result().isPaper();
    }

    private static Mark resultIfAny(Judgement judgement) {
        return isPaper(judgement) ? said(judgement, Fact.RESULT) : Mark.YES;
    }

    /** The catalogue knows its procedure and gives it no limit. */
    private static boolean isUnlimited(Judgement judgement) {
        Procedure procedure = judgement.procedure();
        return procedure != null
                && procedure.handling().limit() == null
                && procedure.handling().online() == null;
    }
}
