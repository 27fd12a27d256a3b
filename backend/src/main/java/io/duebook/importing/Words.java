package io.duebook.importing;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The words a file uses for yes and no, in any case; an empty cell is no. */
record Words(Set<String> yes, Set<String> no) {

    static final Words DEFAULT = of(List.of("yes", "y", "true", "1", "是"), List.of("no", "n", "false", "0", "否"));

    static Words of(List<String> yes, List<String> no) {
        return new Words(folded(yes), folded(no));
    }

    boolean contradict() {
        return yes.stream().anyMatch(no::contains);
    }

    /** @throws Unreadable {@code bad_word} for any other word */
    boolean read(String cell) {
        String word = fold(cell);
        if (yes.contains(word)) {
            return true;
        }
        if (word.isEmpty() || no.contains(word)) {
            return false;
        }
        throw new Unreadable("bad_word", "Neither a word for yes nor one for no; the spec's words say which are.");
    }

    private static Set<String> folded(List<String> words) {
        return words.stream().map(Words::fold).collect(Collectors.toUnmodifiableSet());
    }

    private static String fold(String word) {
        return word.strip().toLowerCase(Locale.ROOT);
    }
}
