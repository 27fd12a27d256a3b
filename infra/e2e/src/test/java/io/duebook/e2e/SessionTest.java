package io.duebook.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.duebook.e2e.Browser.Size;
import org.junit.jupiter.api.Test;

/** How a sign-in ends: by will, by time, and by nothing else. */
class SessionTest {

    private static final String PORTALS = "duebook_portal";
    private static final String IDENTITYS = "duebook_identity";

    private final Supplier supplier = Supplier.create("Northwind Papers Ltd", "en", "Europe/London", "EUR");
    private final String customer = supplier.customer("Hanse & Söhne Handelsgesellschaft mbH", "en");

    @Test
    void whoSignsOutIsOutAndTheWayBackShowsNothing() {
        try (Browser browser = Browser.open(Size.DESKTOP, "en-US")) {
            Person member = atTheCustomer(browser);
            member.signOut();
            member.page().locator("#password").waitFor();
            assertThat(member.page().url()).startsWith(Installation.shared().issuer());

            member.page().goBack();
            member.page().locator("#password").waitFor();
            member.open("/customers/" + customer);
            member.page().locator("#password").waitFor();
            assertThat(member.page().content()).doesNotContain("Hanse");
        }
    }

    @Test
    void anEndedSessionComesBackToWhereItWas() {
        try (Browser browser = Browser.open(Size.PHONE, "en-US")) {
            Person member = atTheCustomer(browser);
            browser.outstay(PORTALS);
            // Identity still knows the person: what they do leads through it and back, without a question.
            asksForAnotherPeriod(member);
            comesBack(member);

            browser.outstay(PORTALS);
            browser.outstay(IDENTITYS);
            asksForAnotherPeriod(member);
            member.page().locator("#password").waitFor();
            browser.look(member.page(), "signed-in-too-long-ago");
            member.givePassword();
            comesBack(member);
        }
    }

    private Person atTheCustomer(Browser browser) {
        Person member = new Person(browser.page(), supplier.member("accountant", "en"));
        member.acceptInvitation();
        member.signIn();
        member.open("/customers/" + customer);
        assertThat(member.sees("h1").innerText()).contains("Hanse");
        return member;
    }

    private static void asksForAnotherPeriod(Person member) {
        member.page().evaluate("() => { window.isStillThere = true; }");
        member.page().locator(".ledger vaadin-date-picker input").first().fill("2026-01-01");
        member.page().keyboard().press("Enter");
    }

    /** To the same address, on a page that was loaded anew. */
    private void comesBack(Person member) {
        member.page().waitForFunction("() => !window.isStillThere && document.querySelector('main h1')");
        member.sees(".ledger");
        assertThat(member.page().url()).startsWith(Installation.shared().portal() + "/customers/" + customer);
        assertThat(member.text()).contains("Hanse");
    }
}
