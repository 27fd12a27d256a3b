package io.duebook.identity;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Collections;
import java.util.Locale;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.i18n.CookieLocaleResolver;
import org.springframework.web.servlet.i18n.LocaleChangeInterceptor;

/** In which language pages are shown: as asked by {@code ?lang=}, as chosen before, else as the browser prefers. */
@Configuration(proxyBeanMethods = false)
class PageConfiguration implements WebMvcConfigurer {

    @Bean
    static LocaleResolver localeResolver(Settings settings) {
        CookieLocaleResolver cookie = new CookieLocaleResolver("duebook_language");
        cookie.setCookieMaxAge(Duration.ofDays(365));
        cookie.setCookieSecure(settings.isSecure());
        cookie.setCookieHttpOnly(true);
        cookie.setCookieSameSite("Lax");
        cookie.setRejectInvalidCookies(false);
        cookie.setDefaultLocaleFunction(PageConfiguration::preferred);
        return cookie;
    }

    private static Locale preferred(HttpServletRequest request) {
        for (Locale locale : Collections.list(request.getLocales())) {
            if (locale.getLanguage().equals("zh") || locale.getLanguage().equals("en")) {
                return Language.of(locale).locale();
            }
        }
        return Language.ENGLISH.locale();
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        LocaleChangeInterceptor change = new LocaleChangeInterceptor();
        change.setParamName("lang");
        change.setIgnoreInvalidLocale(true);
        registry.addInterceptor(change);
    }
}
