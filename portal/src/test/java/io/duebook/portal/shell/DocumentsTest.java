package io.duebook.portal.shell;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Span;
import org.junit.jupiter.api.Test;

/** Where documents lead, and whom. */
class DocumentsTest {

    @Test
    void leadsAContactToNoTransfer() {
        assertThat(Documents.linkForContact("trf_1", "R-1")).isInstanceOf(Span.class);
        assertThat(Documents.linkForContact("inv_1", "R-1"))
                .isInstanceOfSatisfying(
                        Anchor.class, link -> assertThat(link.getHref()).isEqualTo("invoices/inv_1"));
        assertThat(Documents.addressForContact("trf_1")).isEmpty();
        assertThat(Documents.address("trf_1")).isEqualTo("transfers/trf_1");
    }
}
