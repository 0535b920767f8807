package ioc.paper;

/** How a paragraph looks: sizes and places after NĐ 30/2020/NĐ-CP, appendix I. Points, unless a name says mm. */
enum Look {
    PARENT(12, Align.CENTRE, 0),
    AGENCY(12, Align.CENTRE, 0),
    NATION(12, Align.CENTRE, 0),
    MOTTO(13, Align.CENTRE, 0),
    MARK(13, Align.CENTRE, 8),
    TITLE(14, Align.CENTRE, 0),
    TO(13, Align.LEFT, 3),
    BODY(13, Align.JUSTIFIED, 6),
    ITEM(13, Align.JUSTIFIED, 3),
    NOTED(12, Align.LEFT, 0),
    RECIPIENT(11, Align.LEFT, 0),
    SIGNER(13, Align.CENTRE, 0),
    /** Of the page, from the second on. */
    NUMBER(13, Align.CENTRE, 0),
    /** The signer's name, below the room for the signature. */
    NAME(13, Align.CENTRE, 62);

    enum Align {
        LEFT("left"),
        CENTRE("center"),
        JUSTIFIED("both");

        private final String word;

        Align(String word) {
            this.word = word;
        }

        /** As WordprocessingML says it. */
        String word() {
            return word;
        }
    }

    static final double MM = 72 / 25.4;
    static final double PAGE_WIDTH_MM = 210;
    static final double PAGE_HEIGHT_MM = 297;
    static final double TOP_MM = 20;
    static final double BOTTOM_MM = 20;
    static final double LEFT_MM = 30;
    static final double RIGHT_MM = 20;
    static final double WIDTH_MM = PAGE_WIDTH_MM - LEFT_MM - RIGHT_MM;
    /** Of the page number, from the edge. */
    static final double HEADER_MM = 10;
    /** Height of a rule below a paragraph, with its air. */
    static final double RULE = 6;

    static final double GAP_BEFORE_TITLE = 20;
    static final double GAP_BEFORE_ADDRESSEE = 12;
    static final double GAP_BEFORE_BODY = 6;
    static final double GAP_BEFORE_FOOT = 14;

    private final double size;
    private final Align align;
    private final double before;

    Look(double size, Align align, double before) {
        this.size = size;
        this.align = align;
        this.before = before;
    }

    double size() {
        return size;
    }

    Align align() {
        return align;
    }

    /** Space above. */
    double before() {
        return before;
    }

    /** From one line to the next. */
    double leading() {
        return size * 1.25;
    }

    double indentMm() {
        return this == TO ? 20 : 0;
    }

    /** Indent of the first line, besides {@link #indentMm}. */
    double firstIndentMm() {
        return this == BODY || this == ITEM ? 10 : 0;
    }

    /** Length of the rule below; 0 when there is none. */
    double ruleMm() {
        return switch (this) {
            case AGENCY -> 22;
            case MOTTO -> 56;
            default -> 0;
        };
    }
}
