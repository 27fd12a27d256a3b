package io.duebook.portal.words;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The languages of the portal. */
public final class Languages {

    public static final Locale ENGLISH = Locale.ENGLISH;
    public static final Locale CHINESE = Locale.SIMPLIFIED_CHINESE;
    public static final List<Locale> ALL = List.of(ENGLISH, CHINESE);

    private Languages() {}

    /** The one of ours nearest to a language tag as browsers and profiles write it; English for any other. */
    public static Locale nearest(@Nullable String tag) {
        return tag != null && tag.toLowerCase(Locale.ROOT).startsWith("zh") ? CHINESE : ENGLISH;
    }

    public static String tag(Locale language) {
        return isChinese(language) ? "zh-CN" : "en";
    }

    public static boolean isChinese(Locale language) {
        return language.getLanguage().equals("zh");
    }

    /** Numbers and dates need a country too. */
    static Locale formatting(Locale language) {
        return isChinese(language) ? Locale.SIMPLIFIED_CHINESE : Locale.US;
    }
}
