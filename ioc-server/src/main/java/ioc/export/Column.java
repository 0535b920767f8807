package ioc.export;

/**
 * A column of an export.
 *
 * @param header in the language of the reader
 * @param width in characters
 */
public record Column(String header, int width) {
    public Column {
        if (width < 1 || width > 255) {
            throw new IllegalArgumentException("width: was " + width + " but must be 1..255");
        }
    }
}
