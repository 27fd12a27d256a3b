package io.duebook.portal.shell;

import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.duebook.portal.api.CustomersApi.Bucket;
import io.duebook.portal.words.Amounts;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/** Open amounts by days past due: a bar for the eye, and the same as words and amounts for everybody. */
public final class AgingBar extends Div {

    public AgingBar(List<Bucket> buckets, String currency) {
        addClassName("aging");
        long whole = buckets.stream()
                .mapToLong(bucket -> Math.max(0, bucket.amount()))
                .sum();
        var amounts = Amounts.in(getLocale());
        var bar = new Div();
        bar.addClassName("aging-bar");
        bar.getElement().setAttribute("aria-hidden", "true");
        var legend = new DescriptionList();
        legend.addClassName("aging-legend");
        for (Bucket bucket : buckets) {
            String look = "a-" + bucket.bucket();
            if (bucket.amount() > 0) {
                var share = new Div();
                share.addClassNames("share", look);
                share.getStyle().set("flex-grow", perMille(bucket.amount(), whole));
                bar.add(share);
            }
            var key = new Span();
            key.addClassNames("key", look);
            var term = new DescriptionList.Term(key, new Span(getTranslation("bucket." + bucket.bucket())));
            var amount = new Span(amounts.text(bucket.amount(), currency));
            amount.addClassName("amount");
            var percent = new Span(amounts.percent(bucket.amount(), whole));
            percent.addClassName("muted");
            legend.add(new Div(term, new DescriptionList.Description(amount, percent)));
        }
        add(bar, legend);
    }

    /** How wide a share is drawn; a drawing may round, an amount may not. */
    private static String perMille(long part, long whole) {
        return BigDecimal.valueOf(part)
                .movePointRight(3)
                .divide(BigDecimal.valueOf(whole), 0, RoundingMode.UP)
                .toPlainString();
    }
}
