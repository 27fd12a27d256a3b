package io.duebook.message;

import java.util.Locale;

/** What somebody is to be told, before it is said in a language. */
public interface Letter {

    /** By which messages of this kind are known: receipt, statement. */
    String kind();

    Mail in(Locale language);
}
