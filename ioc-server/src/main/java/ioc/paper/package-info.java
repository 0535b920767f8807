/**
 * What leaves the house on paper: the letter of apology for a late dossier, as PDF and as DOCX. Sees the JDK and PDFBox only;
 * knows no dossier, no clock and no store. Start at {@link ioc.paper.Letter}, then {@link ioc.paper.Paper}; the words are in
 * resources/ioc/paper/letters.txt.
 */
@NullMarked
package ioc.paper;

import org.jspecify.annotations.NullMarked;
