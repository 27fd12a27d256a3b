package io.duebook.portal;

import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.page.AppShellConfigurator;
import com.vaadin.flow.component.page.Viewport;
import com.vaadin.flow.server.AppShellSettings;
import com.vaadin.flow.theme.aura.Aura;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The portal's process, and the page that its screens appear in. */
@SpringBootApplication
@Viewport("width=device-width, initial-scale=1, viewport-fit=cover")
@StyleSheet(Aura.STYLESHEET)
@StyleSheet("context://styles.css")
public class Portal implements AppShellConfigurator {

    public static void main(String[] arguments) {
        SpringApplication.run(Portal.class, arguments);
    }

    @Override
    public void configurePage(AppShellSettings page) {
        page.addLink("icon", "favicon.svg");
    }
}
