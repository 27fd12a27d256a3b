package io.duebook.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

class PrinterTest {

    @Test
    void refusesWhatWouldWaitTooLongAndPrintsTheRest() {
        var printer = new Printer(1, 2);
        List<String> outcomes = Flux.range(0, 10)
                .flatMap(any -> printer.print(paper("Many"))
                        .map(pdf -> "printed")
                        .onErrorResume(PrinterBusy.class, busy -> Mono.just(busy.code())))
                .collectList()
                .block(Duration.ofSeconds(60));
        printer.destroy();

        assertThat(outcomes).contains("printed", "printer_busy").hasSize(10);
    }

    @Test
    void printsBesideTheCallersThread() {
        var printer = new Printer();
        Mono<String> thread =
                printer.print(paper("One")).map(pdf -> Thread.currentThread().getName());

        assertThat(thread.block(Duration.ofSeconds(60))).startsWith("printer-");
        printer.destroy();
    }

    @Test
    void showsThatASignIsMissingWhereNoFontHasIt() {
        assertThat(PrintedPaper.of(paper("Sun \u2600\ud83d\ude00 & Sons"), "missing")
                        .text())
                .contains("Sun ##", "& Sons");
    }

    @Test
    void takesNoSignThatHidesOrTurnsOthers() {
        assertThat(PrintedPaper.of(paper("a\u202egro\u0007.ex\u200bample\u0000"), "hidden")
                        .text())
                .contains("agro.example");
    }

    @Test
    void neverTakesDataForMarkup() {
        assertThat(PrintedPaper.of(paper("<b onclick='x'>&amp;</b><!-- ]]>"), "markup")
                        .text())
                .contains("<b onclick='x'>&amp;</b><!-- ]]>");
    }

    @Test
    void isDatedAsItsDocument() {
        assertThat(new String(Press.print(paper("Dated")), java.nio.charset.StandardCharsets.ISO_8859_1))
                .doesNotContain(
                        Integer.toString(LocalDate.now(java.time.ZoneOffset.UTC).getYear()));
    }

    private static Paper paper(String text) {
        return new Paper(
                Language.ENGLISH,
                "Title",
                "Author",
                LocalDate.parse("2001-02-03"),
                Paper.Size.A4,
                IntStream.range(0, 30)
                        .<Markup>mapToObj(line -> Markup.element("p", text))
                        .toList());
    }
}
