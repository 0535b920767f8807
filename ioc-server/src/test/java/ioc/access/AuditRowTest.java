package ioc.access;

import static org.assertj.core.api.Assertions.assertThat;

import ioc.access.AuditRow.Deed;
import org.junit.jupiter.api.Test;

class AuditRowTest {
    private static final Deed DEED = new Deed("p1", "Hà", "act", "nt-1", "", "act: note", "127.0.0.1", Deed.DONE);

    @Test
    void aRowFollowsOneHashOnlyAndNothingInItCanBeMoved() {
        AuditRow row = AuditRow.after(AuditRow.BEGINNING, 1, 2, 3, DEED);
        assertThat(row.follows(AuditRow.BEGINNING)).isTrue();
        assertThat(row.follows(row.hash())).isFalse();
        Deed moved = new Deed("p1", "Hà", "actnt", "-1", "", "act: note", "127.0.0.1", Deed.DONE);
        assertThat(new AuditRow(1, 2, 3, moved, row.hash()).follows(AuditRow.BEGINNING))
                .isFalse();
        assertThat(new AuditRow(1, 4, 3, DEED, row.hash()).follows(AuditRow.BEGINNING))
                .isFalse();
    }

    @Test
    void whatIsLongIsCut() {
        Deed deed = new Deed("p1", "Hà", "act", "x".repeat(900), "", "", "", Deed.DONE);
        assertThat(deed.subject()).hasSize(501).endsWith("…");
    }
}
