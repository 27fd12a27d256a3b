package io.duebook.portal.words;

import com.vaadin.flow.i18n.I18NProvider;
import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Every word on the screens: one file per language, with the same keys. */
@Component
public class Translations implements I18NProvider, ProblemWords.Dictionary {

    private static final String FILE = "vaadin-i18n.translations";
    private static final ResourceBundle.Control EXACTLY =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    private final Map<Locale, ResourceBundle> bundles = Languages.ALL.stream()
            .collect(Collectors.toMap(
                    language -> language, language -> ResourceBundle.getBundle(FILE, language, EXACTLY)));

    @Override
    public List<Locale> getProvidedLocales() {
        return Languages.ALL;
    }

    /** @throws java.util.MissingResourceException for a key that is nowhere, so that no test overlooks it */
    @Override
    public String getTranslation(String key, Locale locale, Object... params) {
        String text = word(key, locale);
        return params.length == 0 ? text : new MessageFormat(text, locale).format(params);
    }

    @Override
    public String word(String key, Locale locale) {
        return bundle(locale).getString(key);
    }

    @Override
    public boolean knows(String key, Locale locale) {
        return bundle(locale).containsKey(key);
    }

    private ResourceBundle bundle(Locale locale) {
        return java.util.Objects.requireNonNull(
                bundles.get(Languages.isChinese(locale) ? Languages.CHINESE : Languages.ENGLISH));
    }
}
