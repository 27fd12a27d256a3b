package io.duebook.document;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.ChecksumException;
import com.google.zxing.FormatException;
import com.google.zxing.NotFoundException;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import io.duebook.scenario.Api;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureElement;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureNode;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;

/**
 * A document as its reader finds it, read back out of the PDF. Those with a name are also left in {@code target/paper} for the eye. It
 * is not read at all if a character has no glyph or a font is not within it.
 *
 * @param pages their text in the order in which it is read
 * @param seen their text line by line from the top
 */
public record PrintedPaper(
        byte[] bytes,
        List<String> pages,
        List<String> seen,
        String language,
        String title,
        boolean isTagged,
        boolean isWithinMargins,
        Set<String> tags,
        Set<String> alternatives,
        List<String> codes,
        int width,
        int height) {

    private static final int MARGIN_POINTS = 45;

    /** Prints and reads. */
    public static PrintedPaper of(Paper paper, String name) {
        return read(Press.print(paper)).left(name);
    }

    /** The same, for the eye. */
    public PrintedPaper left(String name) {
        try {
            Path folder = Files.createDirectories(Path.of("target", "paper"));
            Files.write(folder.resolve(name + ".pdf"), bytes);
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
        return this;
    }

    /** Reads what the API answers. */
    public static PrintedPaper read(Api asker, String path) {
        var answer = asker.with("Accept", "application/pdf").file(path);
        if (answer.statusCode() != 200) {
            throw new AssertionError(answer.statusCode() + " " + new String(answer.body(), StandardCharsets.UTF_8));
        }
        return read(answer.body());
    }

    private static PrintedPaper read(byte[] bytes) {
        try (PDDocument pdf = Loader.loadPDF(bytes)) {
            return read(bytes, pdf);
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    public String text() {
        return String.join("\n", pages);
    }

    private static PrintedPaper read(byte[] bytes, PDDocument pdf) throws IOException {
        var reader = new Reader();
        List<String> pages = reader.pages(pdf);
        reader.setSortByPosition(true);
        List<String> seen = reader.pages(pdf);
        var tags = new TreeSet<String>();
        var alternatives = new TreeSet<String>();
        collect(pdf.getDocumentCatalog().getStructureTreeRoot(), tags, alternatives);
        var box = pdf.getPage(0).getMediaBox();
        return new PrintedPaper(
                bytes,
                pages,
                seen,
                pdf.getDocumentCatalog().getLanguage(),
                pdf.getDocumentInformation().getTitle(),
                pdf.getDocumentCatalog().getMarkInfo().isMarked(),
                reader.withinMargins,
                tags,
                alternatives,
                codes(pdf),
                Math.round(box.getWidth()),
                Math.round(box.getHeight()));
    }

    private static void collect(PDStructureNode node, Set<String> tags, Set<String> alternatives) {
        if (node instanceof PDStructureElement element) {
            tags.add(element.getStructureType());
            if (element.getAlternateDescription() != null) {
                alternatives.add(element.getAlternateDescription());
            }
        }
        node.getKids().stream()
                .filter(PDStructureNode.class::isInstance)
                .map(PDStructureNode.class::cast)
                .forEach(kid -> collect(kid, tags, alternatives));
    }

    private static List<String> codes(PDDocument pdf) throws IOException {
        var codes = new ArrayList<String>();
        for (var page : pdf.getPages()) {
            for (COSName name : page.getResources().getXObjectNames()) {
                if (page.getResources().getXObject(name) instanceof PDImageXObject picture) {
                    codes.add(code(picture.getImage()));
                }
            }
        }
        return codes;
    }

    private static String code(BufferedImage picture) {
        int width = picture.getWidth();
        int height = picture.getHeight();
        var light = new RGBLuminanceSource(width, height, picture.getRGB(0, 0, width, height, null, 0, width));
        try {
            return new QRCodeReader()
                    .decode(new BinaryBitmap(new HybridBinarizer(light)))
                    .getText();
        } catch (NotFoundException | ChecksumException | FormatException none) {
            throw new AssertionError("no QR code", none);
        }
    }

    /** Reads text in its order and looks at each glyph on the way. */
    private static final class Reader extends PDFTextStripper {

        private boolean withinMargins = true;

        private List<String> pages(PDDocument pdf) throws IOException {
            var pages = new ArrayList<String>();
            for (int page = 1; page <= pdf.getNumberOfPages(); page++) {
                setStartPage(page);
                setEndPage(page);
                pages.add(getText(pdf));
            }
            return pages;
        }

        @Override
        protected void processTextPosition(TextPosition glyph) {
            mustBeWithin(glyph.getFont());
            if (IntStream.of(glyph.getCharacterCodes()).anyMatch(code -> code == 0)) {
                throw new AssertionError("no glyph for " + glyph.getUnicode());
            }
            boolean outside = glyph.getXDirAdj() < MARGIN_POINTS
                    || glyph.getXDirAdj() + glyph.getWidthDirAdj() > glyph.getPageWidth() - MARGIN_POINTS;
            withinMargins &= !outside;
            super.processTextPosition(glyph);
        }

        private static void mustBeWithin(PDFont font) {
            if (!font.isEmbedded() || !font.getName().matches("[A-Z]{6}\\+.*")) {
                throw new AssertionError(font.getName() + " is not embedded as a subset");
            }
        }
    }
}
