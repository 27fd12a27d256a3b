package io.duebook.document;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.apache.tika.Tika;

/**
 * Tells what a file is by what is in it; what it is called says nothing. Empty for everything that is not kept: programs,
 * pages, drawings that can run a script, archives, macros.
 */
final class FileTypes {

    /** Where a browser or an office program would find something to run. */
    private static final Set<String> RUNNABLE = Set.of("http://www.w3.org/1999/xhtml", "http://www.w3.org/2000/svg");

    private static final int READ_AT_ONCE = 64 * 1024;
    private static final Tika TIKA = new Tika();

    private FileTypes() {}

    /** Reads all of the file, a piece at a time. */
    static Optional<FileType> of(Path file, String name) throws IOException {
        return switch (detected(file)) {
            case "application/pdf" -> Optional.of(FileType.PDF);
            case "image/png" -> Optional.of(FileType.PNG);
            case "image/jpeg" -> Optional.of(FileType.JPEG);
            case "image/webp" -> Optional.of(FileType.WEBP);
            case "application/zip", "application/x-tika-ooxml" -> office(file);
            // Tables in Chinese are often in an encoding that looks like nothing.
            case "text/plain", "text/csv", "application/octet-stream" -> text(file, name);
            // Every dialect of XML has a type of its own.
            case String type when type.endsWith("xml") -> xml(file);
            default -> Optional.empty();
        };
    }

    private static String detected(Path file) throws IOException {
        try (InputStream content = new BufferedInputStream(Files.newInputStream(file))) {
            return TIKA.detect(content);
        }
    }

    /** A workbook or a text without macros: the parts that it must have, and none that it must not have. */
    private static Optional<FileType> office(Path file) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            var parts = new HashSet<String>();
            zip.stream().map(entry -> entry.getName().toLowerCase(Locale.ROOT)).forEach(parts::add);
            boolean runs = parts.stream().anyMatch(part -> part.endsWith("vbaproject.bin"));
            if (runs || !parts.contains("[content_types].xml")) {
                return Optional.empty();
            }
            return Stream.of(FileType.XLSX, FileType.DOCX)
                    .filter(type -> parts.contains(type == FileType.XLSX ? "xl/workbook.xml" : "word/document.xml"))
                    .findFirst();
        } catch (ZipException broken) {
            return Optional.empty();
        }
    }

    /** Text in one of the two encodings that tables of our users come in. What begins like a page is one, or XML. */
    private static Optional<FileType> text(Path file, String name) throws IOException {
        if (beginsWithTag(file)) {
            return xml(file);
        }
        boolean isText = isTextIn(file, StandardCharsets.UTF_8) || isTextIn(file, Charset.forName("GB18030"));
        boolean isTable = name.toLowerCase(Locale.ROOT).endsWith(".csv");
        return isText ? Optional.of(isTable ? FileType.CSV : FileType.TEXT) : Optional.empty();
    }

    private static boolean beginsWithTag(Path file) throws IOException {
        try (InputStream content = Files.newInputStream(file)) {
            String start = new String(content.readNBytes(READ_AT_ONCE), StandardCharsets.UTF_8);
            return start.replaceFirst("^\\ufeff", "").stripLeading().startsWith("<");
        }
    }

    private static Optional<FileType> xml(Path file) throws IOException {
        return isPlainXml(file) ? Optional.of(FileType.XML) : Optional.empty();
    }

    private static boolean isTextIn(Path file, Charset charset) throws IOException {
        CharsetDecoder decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer bytes = ByteBuffer.allocate(READ_AT_ONCE);
        CharBuffer characters = CharBuffer.allocate(READ_AT_ONCE);
        try (InputStream content = Files.newInputStream(file)) {
            for (int read = 0; read >= 0; ) {
                read = content.read(bytes.array(), bytes.position(), bytes.remaining());
                bytes.position(bytes.position() + Math.max(0, read)).flip();
                if (decoder.decode(bytes, characters, read < 0).isError() || !isPlain(characters.flip())) {
                    return false;
                }
                characters.clear();
                bytes.compact();
            }
        }
        return true;
    }

    private static boolean isPlain(CharBuffer characters) {
        return characters
                .chars()
                .allMatch(character -> character >= ' ' || character == '\n' || character == '\r' || character == '\t');
    }

    /** Well-formed, without a document type, and nothing in it that a browser would run. */
    private static boolean isPlainXml(Path file) throws IOException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try (InputStream content = new BufferedInputStream(Files.newInputStream(file))) {
            XMLStreamReader reader = factory.createXMLStreamReader(content);
            while (reader.hasNext()) {
                if (!isPlain(reader, reader.next())) {
                    return false;
                }
            }
            return true;
        } catch (XMLStreamException notXml) {
            return false;
        }
    }

    private static boolean isPlain(XMLStreamReader reader, int event) {
        return switch (event) {
            case XMLStreamConstants.DTD -> false;
            case XMLStreamConstants.START_ELEMENT -> !RUNNABLE.contains(String.valueOf(reader.getNamespaceURI()));
            case XMLStreamConstants.PROCESSING_INSTRUCTION -> !"xml-stylesheet".equals(reader.getPITarget());
            default -> true;
        };
    }
}
