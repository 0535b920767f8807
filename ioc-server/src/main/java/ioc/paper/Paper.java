package ioc.paper;

/**
 * Puts letters on paper, A4 after NĐ 30/2020/NĐ-CP. The same letter gives the same bytes. Neither file's properties name
 * the addressee. Any thread; blocks for some tens of milliseconds.
 */
public final class Paper {
    private Paper() {}

    /** A PDF with its fonts inside; a character that they lack is shown as U+FFFD. */
    public static byte[] pdf(Letter letter) {
        return Pdf.of(Sheet.of(letter), letter.dossier().code());
    }

    /** A DOCX in Times New Roman, for who has to change a word. */
    public static byte[] docx(Letter letter) {
        return Docx.of(Sheet.of(letter));
    }
}
