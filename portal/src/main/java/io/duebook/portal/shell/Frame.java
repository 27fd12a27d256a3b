package io.duebook.portal.shell;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.applayout.AppLayout;
import com.vaadin.flow.component.applayout.DrawerToggle;
import com.vaadin.flow.component.avatar.Avatar;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.menubar.MenuBarVariant;
import com.vaadin.flow.component.sidenav.SideNav;
import com.vaadin.flow.component.sidenav.SideNavItem;
import com.vaadin.flow.router.AfterNavigationEvent;
import com.vaadin.flow.router.AfterNavigationObserver;
import com.vaadin.flow.router.Layout;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import io.duebook.portal.api.ApiProblem;
import io.duebook.portal.api.ApprovalsApi;
import io.duebook.portal.api.ApprovalsApi.Approval;
import io.duebook.portal.api.MeApi.Me;
import io.duebook.portal.api.Page;
import io.duebook.portal.session.Visitor;
import io.duebook.portal.words.Languages;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The frame of every screen: whose books these are, where one can go, in which language, as whom. */
@Layout
@AnonymousAllowed
public class Frame extends AppLayout implements AfterNavigationObserver {

    private static final Logger LOG = LoggerFactory.getLogger(Frame.class);
    private static final int MOST_COUNTED = 99;

    private final Visitor visitor;
    private final transient ApprovalsApi approvals;
    private final Anchor language = new Anchor();
    private final Span waiting = new Span();

    Frame(Visitor visitor, ApprovalsApi approvals) {
        this.visitor = visitor;
        this.approvals = approvals;
        setPrimarySection(Section.DRAWER);
        Me me = visitor.me();
        addToDrawer(brand(me), navigation());
        addToNavbar(toggle(), spacer(), language, person(me));
    }

    private Component brand(Me me) {
        var mark = new Div();
        mark.addClassName("brand-mark");
        mark.getElement().setAttribute("aria-hidden", "true");
        var name = new Span(visitor.isContact() ? me.tenant().name() : "Duebook");
        name.addClassName("brand-name");
        var below = new Span(
                visitor.isContact() ? getTranslation("brand.by") : me.tenant().name());
        below.addClassName("brand-below");
        var words = new Div(name, below);
        words.addClassName("brand-words");
        var brand = new Div(mark, words);
        brand.addClassName("brand");
        return brand;
    }

    private SideNav navigation() {
        var nav = new SideNav();
        nav.getElement().setAttribute("aria-label", getTranslation("nav.label"));
        if (visitor.isContact()) {
            link(nav, "nav.statement", "statement", VaadinIcon.FILE_TEXT_O, "customers:read", false);
            link(nav, "nav.contact.invoices", "invoices", VaadinIcon.LIST, "invoices:read", true);
            link(nav, "nav.contact.payments", "payments", VaadinIcon.CREDIT_CARD, "payments:read", true);
            link(nav, "nav.contact.deposits", "deposits", VaadinIcon.PIGGY_BANK_COIN, "deposits:read", true);
            link(nav, "nav.contact.statements", "statements", VaadinIcon.ARCHIVE, "statements:read", true);
            link(nav, "nav.contact.cases", "cases", VaadinIcon.COMMENTS_O, "cases:read", true);
            link(nav, "nav.activity", "activity", VaadinIcon.EXCHANGE, "customers:read", false);
            return nav;
        }
        link(nav, "nav.overview", "overview", VaadinIcon.DASHBOARD, "reports:read", false);
        link(nav, "nav.aging", "aging", VaadinIcon.BAR_CHART_H, "reports:read", false);
        link(nav, "nav.customers", "customers", VaadinIcon.BUILDING, "customers:read", true);
        link(nav, "nav.staff.invoices", "invoices", VaadinIcon.LIST, "invoices:read", true);
        link(nav, "nav.recurring", "recurring_invoices", VaadinIcon.CALENDAR_CLOCK, "recurring_invoices:read", true);
        link(nav, "nav.deposits", "deposits", VaadinIcon.PIGGY_BANK_COIN, "deposits:read", true);
        link(nav, "nav.staff.payments", "payments", VaadinIcon.WALLET, "payments:read", true);
        link(nav, "nav.bills", "bills", VaadinIcon.FILE_PRESENTATION, "bills:read", true);
        link(
                nav,
                "nav.unidentified",
                "unidentified_receipts",
                VaadinIcon.QUESTION_CIRCLE_O,
                "unidentified_receipts:read",
                true);
        link(nav, "nav.credit_notes", "credit_notes", VaadinIcon.FILE_REMOVE, "credit_notes:read", true);
        link(nav, "nav.staff.cases", "cases", VaadinIcon.COMMENTS_O, "cases:read", true);
        link(nav, "nav.charges", "charges", VaadinIcon.COIN_PILES, "charges:read", true);
        link(nav, "nav.deductions", "deductions", VaadinIcon.SCISSORS, "deductions:read", true);
        link(nav, "nav.nettings", "nettings", VaadinIcon.SCALE, "nettings:read", true);
        link(nav, "nav.transfers", "transfers", VaadinIcon.SHARE, "transfers:read", true);
        link(nav, "nav.offers", "settlement_offers", VaadinIcon.HANDSHAKE, "settlement_offers:read", true);
        link(nav, "nav.staff.statements", "statements", VaadinIcon.ARCHIVE, "statements:read", true);
        link(nav, "nav.runs", "statement_runs", VaadinIcon.PAPERPLANE_O, "statement_runs:read", true);
        link(nav, "nav.messages", "messages", VaadinIcon.ENVELOPE_O, "messages:read", true);
        link(nav, "nav.exchange_rates", "exchange_rates", VaadinIcon.EXCHANGE, "exchange_rates:read", true);
        link(nav, "nav.periods", "periods", VaadinIcon.CALENDAR, "periods:read", true);
        link(nav, "nav.audit", "audit", VaadinIcon.SHIELD, "audit:read", true);
        link(nav, "nav.approvals", "approvals", VaadinIcon.CHECK_SQUARE_O, "approvals:read", true)
                .ifPresent(item -> item.setSuffixComponent(waiting));
        link(nav, "nav.exports", "exports", VaadinIcon.DOWNLOAD_ALT, "reports:read", false);
        link(nav, "nav.imports", "imports", VaadinIcon.UPLOAD_ALT, "imports:write", true);
        link(nav, "nav.policies", "policies", VaadinIcon.SLIDERS, "policies:read", false);
        link(nav, "nav.members", "members", VaadinIcon.USERS, "members:read", false);
        return nav;
    }

    private Optional<SideNavItem> link(
            SideNav nav, String key, String path, VaadinIcon icon, String scope, boolean nested) {
        if (!visitor.may(scope)) {
            return Optional.empty();
        }
        var item = new SideNavItem(getTranslation(key), path, icon.create());
        item.setMatchNested(nested);
        nav.addItem(item);
        return Optional.of(item);
    }

    private DrawerToggle toggle() {
        var toggle = new DrawerToggle();
        toggle.setAriaLabel(getTranslation("nav.toggle"));
        return toggle;
    }

    private static Component spacer() {
        var spacer = new Div();
        spacer.addClassName("spacer");
        return spacer;
    }

    private Component person(Me me) {
        String name = firstGiven(me.name(), me.email(), me.tenant().name());
        var avatar = new Avatar(name);
        avatar.getElement().setAttribute("aria-hidden", "true");
        if (me.name() == null) {
            avatar.setAbbreviation(
                    name.substring(0, name.offsetByCodePoints(0, 1)).toUpperCase(getLocale()));
        }
        var menu = new MenuBar();
        menu.addThemeVariants(MenuBarVariant.LUMO_TERTIARY_INLINE);
        menu.addClassName("person");
        var root = menu.addItem(avatar);
        root.setAriaLabel(getTranslation("person.menu", name));
        var who = root.getSubMenu().addItem(who(me, name));
        who.setEnabled(false);
        root.getSubMenu().addSeparator();
        root.getSubMenu().addItem(getTranslation("person.switch"), click -> UI.getCurrent()
                .getPage()
                .setLocation("/oauth2/authorization/duebook?switch"));
        root.getSubMenu().addItem(getTranslation("person.sign_out"), click -> visitor.signOut());
        return menu;
    }

    private Component who(Me me, String name) {
        var first = new Span(name);
        first.addClassName("person-name");
        String second = me.customer() == null
                ? String.join(
                        getTranslation("list.comma"),
                        me.roles().stream()
                                .map(role -> getTranslation("role." + role))
                                .toList())
                : me.customer().name();
        var below = new Span(second);
        below.addClassName("muted");
        var who = new Div(first, below);
        who.addClassName("person-who");
        return who;
    }

    private static String firstGiven(@Nullable String first, @Nullable String second, String last) {
        return first != null ? first : second != null ? second : last;
    }

    @Override
    public void afterNavigation(AfterNavigationEvent event) {
        nameThePlace(event);
        if (!visitor.isContact() && visitor.may("approvals:read")) {
            count();
        }
    }

    /** Counted anew on each screen: others decide, too. */
    private void count() {
        waiting.removeClassName("count");
        waiting.setText("");
        try {
            Page<Approval> pending = approvals.list("pending", null, MOST_COUNTED);
            if (!pending.data().isEmpty()) {
                String number = pending.data().size() + (pending.hasMore() ? "+" : "");
                waiting.addClassName("count");
                waiting.setText(number);
                waiting.setTitle(getTranslation("nav.approvals.count", number));
            }
        } catch (ApiProblem unknown) {
            // The screen at hand says what is wrong, if it needs the API as well; without the count it is whole.
            LOG.debug("approvals were not counted", unknown);
        }
    }

    /** The other language's link names the screen at hand, so that switching does not lose the place. */
    private void nameThePlace(AfterNavigationEvent event) {
        Locale other = Languages.isChinese(getLocale()) ? Languages.ENGLISH : Languages.CHINESE;
        String here = "/" + event.getLocation().getPathWithQueryParameters();
        language.setText(Languages.isChinese(other) ? "简体中文" : "English");
        language.getElement().setAttribute("lang", Languages.tag(other));
        language.setHref(
                "/language?tag=" + Languages.tag(other) + "&to=" + URLEncoder.encode(here, StandardCharsets.UTF_8));
        language.setRouterIgnore(true);
        language.addClassName("language");
    }
}
