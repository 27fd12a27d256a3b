package io.duebook.e2e;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.playwright.Page;
import io.duebook.e2e.Browser.Size;
import org.junit.jupiter.api.Test;

/** A look at a page finds what axe finds, also inside components; or no screen's look would say anything. */
class LookingTest {

    private static final String IN_ORDER = """
            <!doctype html><html lang="en"><title>A page</title><body><main><h1>A page</h1>%s</main></body></html>
            """;

    @Test
    void seesWhatIsInaccessible() {
        try (Browser browser = Browser.open(Size.PHONE, "en-US")) {
            Page page = browser.page();

            page.setContent(IN_ORDER.formatted("<p>Said plainly</p>"));
            assertThatCode(() -> browser.look(page, "in-order")).doesNotThrowAnyException();

            page.setContent(IN_ORDER.formatted("""
                    <p style="color: #bbb; background: #fff">Hardly to be read</p>
                    <my-part></my-part>
                    <script>document.querySelector("my-part").attachShadow({mode: "open"}).innerHTML = "<input>"</script>
                    """));
            assertThatThrownBy(() -> browser.look(page, "inaccessible"))
                    .hasMessageContaining("color-contrast: <p")
                    .hasMessageContaining("label: <input");
        }
    }
}
