package ioc.access;

import ioc.access.Screen.Report;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All paired screens, and the codes of those that want to be. A screen shows a code; whoever may pair gives that code a
 * name, a layout and a scope; the screen, which alone knows the claim behind its code, then gets a secret. What is kept is
 * the hash. A secret is renewed daily; the old one counts until the new one was shown, so that a lost answer locks nobody
 * out. One thread; time is an argument. What must be kept is handed back as {@link ScreenRow}.
 */
public final class Screens {
    /** What a wall can show. */
    public static final List<String> LAYOUTS = List.of("overview", "queues", "dossiers");

    public static final Duration CODE_LASTS = Duration.ofMinutes(10);
    /** After that long without a drawing a screen counts as dark. */
    public static final Duration DARK = Duration.ofSeconds(90);

    static final Duration RENEWED = Duration.ofDays(1);
    static final int MOST = 200;
    static final int MOST_CODES = 100;
    static final int MOST_CODES_EACH = 10;
    /** Wrong codes a minute, of all together. */
    static final int MOST_WRONG = 8;

    private static final String ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    private static final int LETTERS = 6;
    private static final int SECRET_BYTES = 24;
    private static final Duration SAMPLED = Duration.ofMinutes(5);
    private static final int SAMPLES = 13;
    private static final Duration KEPT_DRAWN = Duration.ofMinutes(1);

    /** A code on a screen, and what only that screen knows. */
    public record Code(String code, String claim, Instant until) {}

    /** Why a code was not taken. */
    public enum Trouble {
        /** No screen shows it, or no longer. */
        UNKNOWN_CODE,
        /** Too many were wrong: wait. */
        TOO_OFTEN,
        TOO_MANY
    }

    /** A screen that was paired just now, or why not. */
    public record Pairing(@Nullable ScreenRow row, @Nullable Trouble trouble, String secret, Code code) {}

    /** What a screen gets for its claim. */
    public record Claim(State state, @Nullable Screen screen, String cookie) {
        public enum State {
            WAITING,
            PAIRED,
            GONE
        }
    }

    /** What is to be kept after a report, and the secret it now has to show; both may be none. */
    public record Beat(Screen screen, Optional<ScreenRow> keep, Optional<String> cookie) {}

    private static final class Waiting {
        private final Code code;
        private final String from;
        private @Nullable String screen;
        private String secret = "";

        private Waiting(Code code, String from) {
            this.code = code;
            this.from = from;
        }
    }

    private record Sample(Instant at, long heap) {}

    private static final class Entry {
        private ScreenRow row;
        private @Nullable Report report;
        private final ArrayDeque<Sample> samples = new ArrayDeque<>();

        private Entry(ScreenRow row) {
            this.row = row;
        }

        private Screen screen() {
            Long drawn = row.drawnAt();
            return new Screen(
                    row.id(),
                    row.name(),
                    row.layout(),
                    new Scope(Set.copyOf(row.scope())),
                    Instant.ofEpochMilli(row.pairedAt()),
                    row.pairedBy(),
                    drawn == null ? null : Instant.ofEpochMilli(drawn),
                    Optional.ofNullable(report));
        }
    }

    private final Random random;
    private final Map<String, Entry> screens = new LinkedHashMap<>();
    /** What is not yet kept of those that were revoked. */
    private final Map<String, ScreenRow> revoked = new LinkedHashMap<>();

    private final Map<String, Waiting> byClaim = new LinkedHashMap<>();
    private final Map<String, Instant> kept = new HashMap<>();
    private final ArrayDeque<Instant> wrong = new ArrayDeque<>();
    private boolean isLoaded;

    /** {@code random} makes codes and secrets: a {@code SecureRandom} where it counts. */
    public Screens(Random random) {
        this.random = random;
    }

    /** Goes on from what was kept. */
    public void load(List<ScreenRow> rows) {
        rows.stream().filter(row -> row.revokedAt() == null).forEach(row -> screens.put(row.id(), new Entry(row)));
        isLoaded = true;
    }

    /** Whether it is known which screens there are. */
    public boolean isLoaded() {
        return isLoaded;
    }

    /** All that count, in the order they were paired. */
    public List<Screen> all() {
        return screens.values().stream().map(Entry::screen).toList();
    }

    public Optional<Screen> screen(String id) {
        return Optional.ofNullable(screens.get(id)).map(Entry::screen);
    }

    // pairing

    /** A code for a screen; empty when too many wait already. {@code from}: its address. */
    public Optional<Code> begin(String from, Instant now) {
        byClaim.values().removeIf(waiting -> !waiting.code.until().isAfter(now));
        long own = byClaim.values().stream()
                .filter(waiting -> waiting.from.equals(from))
                .count();
        if (byClaim.size() >= MOST_CODES || own >= MOST_CODES_EACH) {
            return Optional.empty();
        }
        Code code = new Code(letters(), secret(), now.plus(CODE_LASTS));
        byClaim.put(code.claim(), new Waiting(code, from));
        return Optional.of(code);
    }

    private String letters() {
        StringBuilder letters = new StringBuilder(LETTERS);
        do {
            letters.setLength(0);
            random.ints(LETTERS, 0, ALPHABET.length()).forEach(i -> letters.append(ALPHABET.charAt(i)));
        } while (byClaim.values().stream()
                .anyMatch(waiting -> waiting.code.code().contentEquals(letters)));
        return letters.toString();
    }

    private String secret() {
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Blanks, dashes and small letters are the reader's, not the code's. */
    private static String plain(String code) {
        StringBuilder plain = new StringBuilder();
        code.toUpperCase(Locale.ROOT).chars().filter(Character::isLetterOrDigit).forEach(c -> plain.append((char) c));
        return plain.toString();
    }

    /** Makes a screen of what shows {@code code}; it counts once {@link #paired} is called. */
    public Pairing pair(String code, String name, String layout, Scope scope, String by, Instant now) {
        while (!wrong.isEmpty() && !wrong.peek().plusSeconds(60).isAfter(now)) {
            wrong.remove();
        }
        Code none = new Code("", "", now);
        if (wrong.size() >= MOST_WRONG) {
            return new Pairing(null, Trouble.TOO_OFTEN, "", none);
        }
        if (screens.size() >= MOST) {
            return new Pairing(null, Trouble.TOO_MANY, "", none);
        }
        String asked = plain(code);
        Waiting waiting = byClaim.values().stream()
                .filter(one -> one.code.code().equals(asked)
                        && one.screen == null
                        && one.code.until().isAfter(now))
                .findFirst()
                .orElse(null);
        if (waiting == null) {
            wrong.add(now);
            return new Pairing(null, Trouble.UNKNOWN_CODE, "", none);
        }
        String secret = secret();
        ScreenRow row = new ScreenRow(
                letters().toLowerCase(Locale.ROOT) + Long.toString(now.toEpochMilli(), 36),
                name,
                layout,
                scope.orgs().stream().sorted().toList(),
                hash(secret),
                "",
                now.toEpochMilli(),
                now.toEpochMilli(),
                by,
                null,
                "",
                null);
        return new Pairing(row, null, secret, waiting.code);
    }

    /** It is kept: from now on it counts. Empty when somebody else was quicker with the same code. */
    public Optional<Screen> paired(Pairing pairing) {
        ScreenRow row = pairing.row();
        Waiting waiting = byClaim.get(pairing.code().claim());
        if (row == null || waiting == null || waiting.screen != null) {
            return Optional.empty();
        }
        Entry entry = new Entry(row);
        screens.put(row.id(), entry);
        waiting.screen = row.id();
        waiting.secret = pairing.secret();
        return Optional.of(entry.screen());
    }

    /** A screen asks what became of its code. */
    public Claim claim(String claim, Instant now) {
        Waiting waiting = byClaim.get(claim);
        if (waiting == null || !waiting.code.until().isAfter(now)) {
            return new Claim(Claim.State.GONE, null, "");
        }
        Entry entry = waiting.screen == null ? null : screens.get(waiting.screen);
        if (entry == null) {
            return new Claim(waiting.screen == null ? Claim.State.WAITING : Claim.State.GONE, null, "");
        }
        return new Claim(Claim.State.PAIRED, entry.screen(), entry.row.id() + "." + waiting.secret);
    }

    // identity

    /** The screen that has this secret, {@code id.secret}. */
    public Optional<Screen> known(String cookie) {
        return Optional.ofNullable(entry(cookie)).map(Entry::screen);
    }

    private @Nullable Entry entry(String cookie) {
        int dot = cookie.indexOf('.');
        Entry entry = dot < 0 ? null : screens.get(cookie.substring(0, dot));
        if (entry == null) {
            return null;
        }
        String shown = hash(cookie.substring(dot + 1));
        return isEqual(shown, entry.row.secret()) || isEqual(shown, entry.row.nextSecret()) ? entry : null;
    }

    private static boolean isEqual(String shown, String hash) {
        return !hash.isEmpty()
                && MessageDigest.isEqual(
                        shown.getBytes(StandardCharsets.US_ASCII), hash.getBytes(StandardCharsets.US_ASCII));
    }

    /** Of a random secret a plain hash is enough: there is nothing to guess from. */
    static String hash(String secret) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** It does not count any more, at once. What is to be kept; empty when there is none of that id. */
    public Optional<ScreenRow> revoke(String id, String by, Instant now) {
        Entry entry = screens.remove(id);
        kept.remove(id);
        if (entry != null) {
            revoked.put(id, entry.row.revoked(now.toEpochMilli(), by));
        }
        return Optional.ofNullable(revoked.get(id));
    }

    /** Revoked, and still to be kept. */
    public List<ScreenRow> revoked() {
        return List.copyOf(revoked.values());
    }

    /** It is kept that one was revoked. */
    public void forgotten(String id) {
        revoked.remove(id);
    }

    /** A screen says how it is; empty for somebody who is none. {@code drawn}: when it last drew. */
    public Optional<Beat> beat(String cookie, Report report, @Nullable Instant drawn, Instant now) {
        Entry entry = entry(cookie);
        if (entry == null) {
            return Optional.empty();
        }
        ScreenRow before = entry.row;
        entry.report = sampled(entry, report);
        ScreenRow row = before;
        if (isEqual(hash(cookie.substring(cookie.indexOf('.') + 1)), row.nextSecret())) {
            row = row.arrived();
        }
        if (drawn != null) {
            row = row.drawn(drawn.toEpochMilli());
        }
        String fresh = "";
        if (!now.isBefore(Instant.ofEpochMilli(row.secretAt()).plus(RENEWED))) {
            fresh = secret();
            row = row.renewed(hash(fresh), now.toEpochMilli());
        }
        entry.row = row;
        Instant last = kept.get(row.id());
        boolean isSecretOther =
                !row.secret().equals(before.secret()) || !row.nextSecret().equals(before.nextSecret());
        boolean keep = isSecretOther || last == null || !now.isBefore(last.plus(KEPT_DRAWN));
        if (keep) {
            kept.put(row.id(), now);
        }
        return Optional.of(new Beat(
                entry.screen(),
                keep ? Optional.of(row) : Optional.empty(),
                fresh.isEmpty() ? Optional.empty() : Optional.of(row.id() + "." + fresh)));
    }

    /** The growth is that of the last hour, or of as much of it as is known, once that is a quarter. */
    private static Report sampled(Entry entry, Report report) {
        Long heap = report.heap();
        Long growth = null;
        if (heap != null) {
            Sample newest = entry.samples.peekLast();
            if (newest == null || !report.at().isBefore(newest.at().plus(SAMPLED))) {
                entry.samples.add(new Sample(report.at(), heap));
                if (entry.samples.size() > SAMPLES) {
                    entry.samples.remove();
                }
            }
            Sample oldest = entry.samples.peek();
            if (oldest != null) {
                Duration known = Duration.between(oldest.at(), report.at());
                growth = known.toMinutes() < 15
                        ? null
                        : Long.valueOf((heap - oldest.heap()) * 3_600_000 / known.toMillis());
            }
        }
        return new Report(report.at(), report.seq(), heap, growth, report.errors(), report.error());
    }
}
