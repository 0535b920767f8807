package ioc.access;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Passwords that are tried first everywhere: some thousands that were found in breaches, words with a few digits or signs
 * around, the same again and again, and keys that lie side by side.
 */
final class CommonPasswords {
    private static final String LIST = "common-passwords.txt";
    /** Digits and signs around a word that make it no better. */
    private static final int LITTLE = 8;

    private static final int FEW_LETTERS = 5;
    private static final double MOST_WALKED = 0.6;
    private static final Pattern AGAIN = Pattern.compile("(.{1,8}?)\\1+.{0,3}");
    private static final List<String> WALKS = List.of(
            "abcdefghijklmnopqrstuvwxyz",
            "01234567890",
            "qwertyuiop",
            "asdfghjkl",
            "zxcvbnm",
            "1qaz2wsx3edc4rfv5tgb6yhn");

    private final Set<String> words;

    /** Reads the list; blocks. */
    CommonPasswords() {
        try (InputStream in = CommonPasswords.class.getResourceAsStream(LIST)) {
            if (in == null) {
                throw new IllegalStateException("class path: lacks ioc/access/" + LIST);
            }
            words = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .collect(Collectors.toCollection(HashSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As it is compared: small, without diacritics. */
    static String plain(String text) {
        return Normalizer.normalize(text.toLowerCase(Locale.ROOT), Normalizer.Form.NFD)
                .replaceAll("\\p{M}+", "")
                .replace('đ', 'd');
    }

    /** Was it, or the word it is made of, found in breaches? {@code plain} is as {@link #plain} makes it. */
    boolean isKnown(String plain) {
        String core = plain.replaceAll("^[^a-z]+|[^a-z]+$", "");
        String word = core.replace('0', 'o')
                .replace('1', 'i')
                .replace('3', 'e')
                .replace('4', 'a')
                .replace('@', 'a')
                .replace('5', 's')
                .replace('$', 's')
                .replace('7', 't')
                .replaceAll("[^a-z]", "");
        return words.contains(plain)
                || words.contains(plain.replaceAll("[^a-z0-9]", ""))
                || (plain.length() - word.length() <= LITTLE && words.contains(word));
    }

    /** Is it a pattern rather than a password? */
    static boolean isPattern(String plain) {
        return plain.chars().distinct().count() < FEW_LETTERS
                || plain.replaceAll("[^a-z]", "").isEmpty()
                || AGAIN.matcher(plain).matches()
                || walked(plain) >= MOST_WALKED * (plain.length() - 1);
    }

    /** How many keys lie beside the one before. */
    private static long walked(String plain) {
        long steps = 0;
        for (int i = 1; i < plain.length(); i++) {
            String there = plain.substring(i - 1, i + 1);
            String back = new StringBuilder(there).reverse().toString();
            if (WALKS.stream().anyMatch(walk -> walk.contains(there) || walk.contains(back))) {
                steps++;
            }
        }
        return steps;
    }
}
