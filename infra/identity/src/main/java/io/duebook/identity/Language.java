package io.duebook.identity;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The languages of pages and mails. Whoever wants another one reads English. */
enum Language {
    ENGLISH("en", "English"),
    CHINESE("zh-CN", "简体中文");

    private final String tag;
    private final String ownName;

    Language(String tag, String ownName) {
        this.tag = tag;
        this.ownName = ownName;
    }

    static Language of(Locale locale) {
        return locale.getLanguage().equals("zh") ? CHINESE : ENGLISH;
    }

    static Language of(@Nullable String tag) {
        return of(Locale.forLanguageTag(tag == null ? "" : tag));
    }

    /** The first of several tags, as {@code ui_locales} lists them, that is a language of ours. */
    static Optional<Language> firstOf(@Nullable String tags) {
        if (tags == null) {
            return Optional.empty();
        }
        for (String tag : tags.split(" ", -1)) {
            String language = Locale.forLanguageTag(tag).getLanguage();
            if (language.equals("zh") || language.equals("en")) {
                return Optional.of(of(tag));
            }
        }
        return Optional.empty();
    }

    /** As BCP 47 writes it: {@code en} or {@code zh-CN}. */
    String tag() {
        return tag;
    }

    /** What its speakers call it. */
    String ownName() {
        return ownName;
    }

    Locale locale() {
        return Locale.forLanguageTag(tag);
    }
}
