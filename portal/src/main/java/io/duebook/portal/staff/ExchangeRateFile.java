package io.duebook.portal.staff;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.component.upload.Upload;
import com.vaadin.flow.router.AfterNavigationEvent;
import com.vaadin.flow.router.AfterNavigationObserver;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.streams.UploadHandler;
import io.duebook.portal.api.ExchangeRatesApi;
import io.duebook.portal.api.ExchangeRatesApi.NewRate;
import io.duebook.portal.api.ExchangeRatesApi.NewRates;
import io.duebook.portal.shell.CommandButton;
import io.duebook.portal.shell.CommandKeys;
import io.duebook.portal.shell.For;
import io.duebook.portal.shell.FormScreen;
import io.duebook.portal.shell.Notice;
import io.duebook.portal.shell.Table;
import io.duebook.portal.shell.Table.Column;
import io.duebook.portal.shell.Table.Place;
import io.duebook.portal.shell.UploadWords;
import jakarta.annotation.security.PermitAll;

/** Takes a day's or a year's rates from a file; they are shown before they are recorded, all of them or none. */
@Route("exchange_rates/file")
@PermitAll
@For(value = For.Audience.STAFF, scopes = "exchange_rates:write")
class ExchangeRateFile extends FormScreen implements AfterNavigationObserver {

    private static final int MOST_BYTES = 1024 * 1024;
    private static final int MOST_SHOWN = 20;
    private static final String SAMPLE = """
            base,quote,rate,on
            EUR,USD,1.08,2026-01-02
            EUR,CNY,7.81,2026-01-02""";

    private final transient ExchangeRatesApi rates;
    private final Div found = new Div();
    private final transient CommandKeys<NewRates> keys = new CommandKeys<>();

    ExchangeRateFile(ExchangeRatesApi rates) {
        this.rates = rates;
        found.addClassName("part");
    }

    @Override
    public void afterNavigation(AfterNavigationEvent event) {
        head(getTranslation("rates.file"), getTranslation("rates.file.below"), action("exchange_rates", "action.back"));
        var help = new Paragraph(getTranslation("rates.file.help", RatesFile.MOST));
        help.addClassName("muted");
        var sample = new Pre(SAMPLE);
        sample.addClassName("sample");
        add(panel(getTranslation("imports.file"), upload(), help, sample), found);
    }

    private Upload upload() {
        var upload = new Upload(UploadHandler.inMemory((metadata, bytes) -> show(RatesFile.read(bytes))));
        upload.setAcceptedFileTypes(".csv", ".txt", "text/csv");
        upload.setMaxFiles(1);
        upload.setMaxFileSize(MOST_BYTES);
        String rejected = getTranslation("imports.rejected", MOST_BYTES / 1024 / 1024);
        upload.setI18n(UploadWords.of(
                this, getTranslation("imports.drop"), getTranslation("imports.choose"), rejected, rejected));
        upload.addFileRejectedListener(refused -> Notice.say(refused.getErrorMessage()));
        return upload;
    }

    private void show(RatesFile file) {
        found.removeAll();
        if (!file.isRight()) {
            found.add(panel(getTranslation("rates.file.wrong"), wrong(file)));
            return;
        }
        found.add(panel(getTranslation("rates.file.found", file.rates().size()), preview(file)), actions(file));
    }

    private Div wrong(RatesFile file) {
        var table = new Table(
                getTranslation("rates.file.wrong"),
                Column.words(getTranslation("rates.file.line")).at(Place.NOTE),
                Column.words(getTranslation("outcome.why")).at(Place.TITLE));
        file.wrong().stream()
                .limit(MOST_SHOWN)
                .forEach(line -> table.row(
                        String.valueOf(line.line()),
                        getTranslation("rates.file.wrong." + line.what(), RatesFile.MOST)));
        return more(table, file.wrong().size());
    }

    private Div preview(RatesFile file) {
        var table = new Table(
                getTranslation("rates.title"),
                Column.words(getTranslation("rate.on")).at(Place.NOTE),
                Column.words(getTranslation("rate.rate")).at(Place.TITLE));
        for (NewRate rate : file.rates().stream().limit(MOST_SHOWN).toList()) {
            table.row(days().text(rate.on()), getTranslation("rate.said", rate.base(), rate.rate(), rate.quote()));
        }
        return more(table, file.rates().size());
    }

    private Div more(Table table, int all) {
        var box = new Div(table);
        if (all > MOST_SHOWN) {
            box.add(new Paragraph(getTranslation("rates.file.more", MOST_SHOWN, all)));
        }
        return box;
    }

    private Div actions(RatesFile file) {
        var wanted = new NewRates(file.rates());
        return buttons(
                new CommandButton(getTranslation("rates.file.save", file.rates().size()), errors, () -> true, () -> {
                            keys.send(wanted, key -> rates.recordSeveral(key, wanted));
                            Notice.say(getTranslation(
                                    "rates.file.saved", file.rates().size()));
                            UI.getCurrent().navigate("exchange_rates");
                        })
                        .first());
    }
}
