package io.duebook.statement;

import com.fasterxml.jackson.annotation.JsonProperty;

/** In which a mail can be written. */
enum MailLanguage {
    @JsonProperty("en")
    EN("en"),
    @JsonProperty("zh-CN")
    ZH_CN("zh-CN");

    private final String tag;

    MailLanguage(String tag) {
        this.tag = tag;
    }

    String tag() {
        return tag;
    }
}
