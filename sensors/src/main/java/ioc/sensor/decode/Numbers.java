package ioc.sensor.decode;

/** Numbers as devices write them: plain, in quotes, {@code 12.0} for a whole one; never hexadecimal, never with a comma. */
final class Numbers {
    /** Up to here every whole number is exact in a double. */
    static final double MOST_EXACT = 1L << 53;

    private Numbers() {}

    /** The number a text says; NaN when it says none ({@code nan}, {@code inf}, empty, anything else). */
    static double of(String text) {
        String number = text.strip();
        if (number.isEmpty() || number.length() > 40) {
            return Double.NaN;
        }
        long whole = 0;
        boolean digit = false;
        boolean plain = number.length() <= 16;
        for (int i = 0; i < number.length(); i++) {
            char c = number.charAt(i);
            if (c >= '0' && c <= '9') {
                digit = true;
                whole = whole * 10 + (c - '0');
            } else if (c == '.' || c == 'e' || c == 'E' || c == '-' || c == '+') {
                plain &= i == 0 && c == '-';
            } else {
                return Double.NaN;
            }
        }
        if (!digit) {
            return Double.NaN;
        }
        return plain ? number.charAt(0) == '-' ? -whole : whole : finite(number);
    }

    private static double finite(String number) {
        try {
            double value = Double.parseDouble(number);
            return Double.isInfinite(value) ? Double.NaN : value;
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    static boolean isWhole(double value) {
        return value == Math.rint(value) && Math.abs(value) <= MOST_EXACT;
    }

    /** As short as it can be said: {@code 12}, not {@code 12.0}. */
    static String text(double value) {
        return isWhole(value) ? Long.toString((long) value) : Double.toString(value);
    }
}
