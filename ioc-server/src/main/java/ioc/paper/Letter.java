package ioc.paper;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A letter of apology for a late dossier: all that stands on the paper. Texts are brought to a line of composed
 * Unicode; an empty one is filled in by hand on the paper. Holds personal data: not for logs.
 */
public record Letter(Form form, Head head, Addressee to, Dossier dossier, Delay delay, Foot foot) {

    /** An official form; the names are those of the law. Both stay selectable. */
    public enum Form {
        /** "Phiếu xin lỗi và hẹn lại ngày trả kết quả": form 04 of TT 01/2018/TT-VPCP. */
        PHIEU_XIN_LOI(LocalDate.of(2019, 1, 6)),
        /** "Văn bản xin lỗi và đề nghị gia hạn thời gian giải quyết": form 04 of TT 03/2025/TT-VPCP. */
        VAN_BAN_XIN_LOI(LocalDate.of(2025, 9, 15));

        private final LocalDate usualFrom;

        Form(LocalDate usualFrom) {
            this.usualFrom = usualFrom;
        }

        public LocalDate usualFrom() {
            return usualFrom;
        }

        /** The usual form of a letter of that day. */
        public static Form usualOn(LocalDate day) {
            return day.isBefore(VAN_BAN_XIN_LOI.usualFrom) ? PHIEU_XIN_LOI : VAN_BAN_XIN_LOI;
        }
    }

    /**
     * Who writes, and the letter's own number, place and date.
     *
     * @param parent of the agency; left out when empty, as for a people's committee
     * @param agency the head breaks both names where they have a line break
     * @param number with its sign, as in 12/PXL-TTPVHCC; may be empty
     * @param date null: filled in by hand when the letter is issued
     */
    public record Head(
            String parent,
            String agency,
            String number,
            String place,
            @Nullable LocalDate date) {
        public Head {
            parent = Text.lines("parent", parent, 200);
            Text.needed("agency", agency, 200);
            agency = Text.lines("agency", agency, 200);
            number = Text.line("number", number, 50);
            place = Text.needed("place", place, 100);
        }
    }

    /** The applicant, a person or an organisation; each part may be empty. */
    public record Addressee(String name, String address, String phone) {
        public Addressee {
            name = Text.line("name", name, 200);
            address = Text.line("address", address, 300);
            phone = Text.line("phone", phone, 50);
        }

        @Override
        public String toString() {
            return "Addressee[***]";
        }
    }

    /**
     * What was applied for.
     *
     * @param field lĩnh vực; left out when empty
     * @param receipt number of the paper that confirms reception; may be empty
     * @param office where it was received; may be empty
     */
    public record Dossier(String code, String procedure, String field, String receipt, String office) {
        public Dossier {
            code = Text.needed("code", code, 100);
            procedure = Text.needed("procedure", procedure, 1_000);
            field = Text.line("field", field, 300);
            receipt = Text.line("receipt", receipt, 100);
            office = Text.line("office", office, 300);
        }
    }

    /**
     * Why it is late, and until when.
     *
     * @param first due instant, where it was another one; else null
     * @param due the due instant that cannot be kept
     * @param promised the new one
     * @param zone in which the paper says these times
     */
    public record Delay(
            Instant received, @Nullable Instant first, Instant due, Instant promised, String reason, ZoneId zone) {
        public Delay {
            reason = Text.open("reason", reason, 4_000);
            if (due.isBefore(received)) {
                throw new IllegalArgumentException("due: was " + due + " but must not be before received " + received);
            }
            if (!promised.isAfter(due)) {
                throw new IllegalArgumentException("promised: was " + promised + " but must be after due " + due);
            }
        }
    }

    /**
     * Who else gets it, and who signs.
     *
     * @param recipients besides the addressee and the file, which the form names itself
     * @param authority on whose behalf, as in TM. ỦY BAN NHÂN DÂN or KT. GIÁM ĐỐC; left out when empty
     */
    public record Foot(List<String> recipients, String authority, String title, String name) {
        public Foot {
            recipients = recipients.stream()
                    .map(recipient -> Text.open("recipients", recipient, 120))
                    .toList();
            if (recipients.size() > 10) {
                throw new IllegalArgumentException("recipients: was " + recipients.size() + " but must be 10 at most");
            }
            authority = Text.line("authority", authority, 120);
            title = Text.line("title", title, 120);
            name = Text.line("name", name, 120);
        }
    }
}
