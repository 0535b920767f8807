package ioc.paper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ioc.paper.Letter.Addressee;
import ioc.paper.Letter.Delay;
import ioc.paper.Letter.Dossier;
import ioc.paper.Letter.Foot;
import ioc.paper.Letter.Form;
import ioc.paper.Letter.Head;
import java.text.Normalizer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class LetterTest {
    private static final Instant DUE = Instant.parse("2026-11-06T10:00:00Z");

    @Test
    void theUsualFormChangesOnTheDayOfTheCircular() {
        assertThat(Form.usualOn(LocalDate.of(2025, 9, 14))).isEqualTo(Form.PHIEU_XIN_LOI);
        assertThat(Form.usualOn(LocalDate.of(2025, 9, 15))).isEqualTo(Form.VAN_BAN_XIN_LOI);
        assertThat(Form.VAN_BAN_XIN_LOI.usualFrom()).isEqualTo("2025-09-15");
    }

    @Test
    void refusesWhatCannotStandOnPaper() {
        assertThatThrownBy(() -> new Head("", " \u200b ", "", "Gò Dầu", null))
                .hasMessage("agency: was blank but must be there");
        assertThatThrownBy(() -> new Dossier("", "x", "", "", "")).hasMessage("code: was blank but must be there");
        assertThatThrownBy(() -> new Addressee("x".repeat(201), "", ""))
                .hasMessage("name: was 201 characters but must be 200 at most");
        assertThatThrownBy(() -> new Foot(Collections.nCopies(11, "UBND"), "", "", ""))
                .hasMessage("recipients: was 11 but must be 10 at most");
    }

    @Test
    void refusesTimesThatDoNotFollowEachOther() {
        assertThatThrownBy(() -> new Delay(DUE.plusSeconds(1), null, DUE, DUE.plusSeconds(2), "x", ZoneOffset.UTC))
                .hasMessageStartingWith("due: was 2026-11-06T10:00:00Z but must not be before received");
        assertThatThrownBy(() -> new Delay(DUE, null, DUE, DUE, "x", ZoneOffset.UTC))
                .hasMessageStartingWith("promised: was 2026-11-06T10:00:00Z but must be after due");
        assertThatThrownBy(() -> new Delay(DUE, null, DUE, DUE.plusSeconds(1), " ... ", ZoneOffset.UTC))
                .hasMessage("reason: was blank but must be there");
    }

    @Test
    void bringsTextToOneLineOfComposedUnicode() {
        String apart = Normalizer.normalize("Đặng\n\t Thị\u00a0\u202eHồng", Normalizer.Form.NFD);
        assertThat(new Addressee(" " + apart + "\u0000 ", "", "").name()).isEqualTo("Đặng Thị Hồng");
        assertThat(new Foot(List.of("UBND tỉnh;"), "", "", "").recipients()).containsExactly("UBND tỉnh");
    }

    @Test
    void keepsTheLinesOfTheNamesInTheHead() {
        Head head = new Head("", " Trung tâm \r\n\n Phục vụ  hành chính công", "", "Gò Dầu", null);
        assertThat(head.agency()).isEqualTo("Trung tâm\nPhục vụ hành chính công");
    }

    @Test
    void doesNotSayTheAddresseeInLogs() {
        assertThat(Letters.usual(Form.VAN_BAN_XIN_LOI).toString()).doesNotContain("Hường", "0912", "Đá Hàng");
    }
}
