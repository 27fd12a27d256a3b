package io.duebook.document;

import com.openhtmltopdf.extend.FSSupplier;
import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.pdfboxout.PdfBoxRenderer;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.util.XRLog;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.w3c.dom.Document;

/**
 * Prints a document as PDF, tagged for screen readers, with just the glyphs it uses. Its fonts and its style sheet are
 * its own: it reads no file and asks no network, whatever the document says. Blocks.
 */
final class Press {

    private static final String LATIN = "Open Sans";
    private static final String CHINESE = "Droid Sans Fallback";

    private static final String STYLE = new String(own("paper.css"), StandardCharsets.UTF_8);
    private static final byte[] REGULAR = own("fonts/OpenSans-Regular.ttf");
    private static final byte[] SEMIBOLD = own("fonts/OpenSans-Semibold.ttf");
    private static final byte[] HAN = own("fonts/DroidSansFallback.ttf");

    /** In Latin characters; a Chinese one takes the room of two. */
    private static final int WIDEST_FOOT = 80;

    /** The first of the Chinese, Japanese and Korean ones. */
    private static final int FIRST_WIDE = 0x2E80;

    private static final int NORMAL_WEIGHT = 400;
    private static final int BOLD_WEIGHT = 700;

    static {
        XRLog.setLoggingEnabled(false);
    }

    private Press() {}

    static byte[] print(Paper paper) {
        try (PdfBoxRenderer renderer = renderer(paper)) {
            renderer.createPDFWithoutClosing();
            return bytes(renderer.getPdfDocument(), paper);
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    private static PdfBoxRenderer renderer(Paper paper) {
        return new PdfRendererBuilder()
                .useFastMode()
                .usePdfUaAccessibility(true)
                .usePdfVersion(1.7f)
                .useExternalResourceAccessControl((address, type) -> address.startsWith("data:"), null)
                .useFont(font(REGULAR), LATIN, NORMAL_WEIGHT, FontStyle.NORMAL, true)
                .useFont(font(SEMIBOLD), LATIN, BOLD_WEIGHT, FontStyle.NORMAL, true)
                .useFont(font(HAN), CHINESE, NORMAL_WEIGHT, FontStyle.NORMAL, true)
                .withProducer("Duebook")
                .withW3cDocument(page(paper), "/")
                .buildPdfRenderer();
    }

    private static byte[] bytes(PDDocument pdf, Paper paper) throws IOException {
        var written = GregorianCalendar.from(paper.dated().atStartOfDay(ZoneOffset.UTC));
        PDDocumentInformation information = pdf.getDocumentInformation();
        information.setCreationDate(written);
        information.setModificationDate(written);
        pdf.setDocumentId(paper.dated().toEpochDay());
        var bytes = new ByteArrayOutputStream();
        pdf.save(bytes);
        return bytes.toByteArray();
    }

    private static Document page(Paper paper) {
        Document page = emptyDocument();
        Markup.element("html", head(paper), body(paper))
                .with("lang", paper.language().tag())
                .addTo(page);
        return page;
    }

    private static Markup head(Paper paper) {
        return Markup.element(
                "head",
                Markup.element("title", paper.title()),
                meta("author", paper.author()),
                meta("subject", paper.title()),
                Markup.element("style", STYLE + "@page { size: " + paper.size().css() + "; }"));
    }

    private static Markup meta(String name, String content) {
        return Markup.element("meta").with("name", name).with("content", content);
    }

    private static Markup body(Paper paper) {
        List<Markup> children =
                Stream.concat(Stream.of(foot(paper)), paper.body().stream()).toList();
        return Markup.element("body", children);
    }

    /** Whose document it is, and which page of how many. */
    private static Markup foot(Paper paper) {
        String[] around = pageWords(paper.language()).split("[01]", -1);
        return Markup.div(
                "foot",
                Markup.div("foot-title", Markup.text(shortened(paper.author() + " · " + paper.title()))),
                Markup.div(
                        "foot-page",
                        Markup.text(around[0]),
                        Markup.element("span").look("page"),
                        Markup.text(around[1]),
                        Markup.element("span").look("pages"),
                        Markup.text(around[2])));
    }

    /** To one line, however long the names are. */
    private static String shortened(String text) {
        int width = 0;
        for (int at = 0; at < text.length(); at = text.offsetByCodePoints(at, 1)) {
            width += text.codePointAt(at) < FIRST_WIDE ? 1 : 2;
            if (width > WIDEST_FOOT) {
                return text.substring(0, at) + "…";
            }
        }
        return text;
    }

    private static String pageWords(Language language) {
        return language.words("io.duebook.document.paper").getString("page");
    }

    private static Document emptyDocument() {
        try {
            return DocumentBuilderFactory.newDefaultNSInstance()
                    .newDocumentBuilder()
                    .newDocument();
        } catch (ParserConfigurationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static FSSupplier<InputStream> font(byte[] font) {
        return () -> new ByteArrayInputStream(font);
    }

    private static byte[] own(String name) {
        try (InputStream found = Objects.requireNonNull(Press.class.getResourceAsStream(name), name)) {
            return found.readAllBytes();
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }
}
