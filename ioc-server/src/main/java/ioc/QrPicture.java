package ioc;

import io.nayuki.qrcodegen.QrCode;
import io.nayuki.qrcodegen.QrCode.Ecc;

/** A text as the squares of a QR code, for a telephone to read off a page. */
final class QrPicture {
    /** Where the squares lie, as the path of an SVG one unit a square. */
    record Squares(int size, String path) {}

    private QrPicture() {}

    static Squares of(String text) {
        QrCode code = QrCode.encodeText(text, Ecc.MEDIUM);
        StringBuilder path = new StringBuilder();
        for (int y = 0; y < code.size; y++) {
            for (int x = 0; x < code.size; x++) {
                if (code.getModule(x, y)) {
                    path.append('M').append(x).append(' ').append(y).append("h1v1h-1z");
                }
            }
        }
        return new Squares(code.size, path.toString());
    }
}
