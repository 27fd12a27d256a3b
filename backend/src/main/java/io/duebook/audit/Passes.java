package io.duebook.audit;

import java.util.List;
import java.util.stream.Stream;

/**
 * Every pass, in the order in which a round asks them: along one spine after the other. They know the tables and nothing of
 * the code that writes them.
 */
final class Passes {

    static final List<Pass> ALL = Stream.of(
                    JournalPasses.ALL,
                    ItemPasses.ALL,
                    CarriedPasses.ALL,
                    DocumentPasses.ALL,
                    KeptPasses.ALL,
                    DialoguePasses.ALL,
                    LogPasses.ALL)
            .flatMap(List::stream)
            .toList();

    private Passes() {}

    static List<Pass> along(Spine spine) {
        return ALL.stream().filter(pass -> pass.spine() == spine).toList();
    }
}
