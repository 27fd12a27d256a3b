package io.duebook.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is in a file says what it is. */
class FileTypesTest {

    private final Path folder;

    FileTypesTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            PDF  | %PDF-1.7 and so on
            XML  | <?xml version="1.0"?><Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"/>
            XML  | <rsm:Any xmlns:rsm="urn:a"><rsm:Note>script</rsm:Note></rsm:Any>
            TEXT | Dear all, here is what we said.
            """)
    void knowsWhatIsKept(FileType type, String content) throws IOException {
        assertThat(of(content.getBytes(StandardCharsets.UTF_8))).contains(type);
    }

    @Test
    void knowsPicturesTablesAndOfficeFiles() throws IOException {
        assertThat(of(new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0, 0, 0, 13}))
                .contains(FileType.PNG);
        assertThat(of(new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xe0, 0, 16, 'J', 'F', 'I', 'F'}))
                .contains(FileType.JPEG);
        assertThat(of("RIFF....WEBPVP8 ".getBytes(StandardCharsets.UTF_8))).contains(FileType.WEBP);
        assertThat(of(zip("[Content_Types].xml", "xl/workbook.xml"))).contains(FileType.XLSX);
        assertThat(of(zip("[Content_Types].xml", "word/document.xml"))).contains(FileType.DOCX);
        assertThat(named("a.csv", "a;b\n1;2\n".repeat(20_000).getBytes(StandardCharsets.UTF_8)))
                .contains(FileType.CSV);
        assertThat(named("客户.csv", "客户,金额\n上海,1\n".repeat(9_000).getBytes(Charset.forName("GB18030"))))
                .contains(FileType.CSV);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE html><html><script>alert(1)</script></html>",
                "<html><body>hello</body></html>",
                "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
                "<?xml version='1.0'?><a><b xmlns='http://www.w3.org/1999/xhtml'><script>alert(1)</script></b></a>",
                "<?xml version='1.0'?><?xml-stylesheet type='text/xsl' href='#x'?><a/>",
                "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>",
                "<?xml version='1.0'?><a><b></a>",
                "MZ\0\0 a program",
                "#!/bin/sh\nrm -rf /",
                "text with a bell \u0007 in it",
                "\n <p onclick='alert(1)'>a piece of a page"
            })
    void refusesWhatRunsOrIsBroken(String content) throws IOException {
        assertThat(named("harmless.pdf", content.getBytes(StandardCharsets.UTF_8)))
                .isEmpty();
    }

    @Test
    void refusesMacrosArchivesAndNoise() throws IOException {
        assertThat(of(zip("[Content_Types].xml", "xl/workbook.xml", "xl/vbaProject.bin")))
                .isEmpty();
        assertThat(of(zip("run.exe"))).isEmpty();
        byte[] broken = zip("[Content_Types].xml", "xl/workbook.xml");
        assertThat(of(java.util.Arrays.copyOf(broken, broken.length / 2))).isEmpty();
        assertThat(of(new byte[] {0, 1, 2, 3})).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "null", textBlock = """
            ../../etc/passwd       | passwd
            C:\\Users\\me\\bill.pdf | bill.pdf
            .htaccess              | htaccess
            a\u202Efdp.exe          | afdp.exe
            <b>"x"</b>.pdf         | b.pdf
            发票 2026.pdf           | 发票 2026.pdf
            ...                    | file
            """)
    void namesArePlain(String given, String plain) {
        String text = given.replace("\\\\", "\\").replace("\\u202E", "\u202e");
        assertThat(FileName.plain(text)).isEqualTo(plain);
        assertThat(FileName.plain("x".repeat(300) + ".pdf")).hasSize(200).endsWith(".pdf");
        assertThat(FileType.PDF.named("bill.exe")).isEqualTo("bill.exe.pdf");
        assertThat(FileType.JPEG.named("a.JPEG")).isEqualTo("a.JPEG");
    }

    private java.util.Optional<FileType> of(byte[] content) throws IOException {
        return named("file", content);
    }

    private java.util.Optional<FileType> named(String name, byte[] content) throws IOException {
        return FileTypes.of(Files.write(folder.resolve("content"), content), name);
    }

    private static byte[] zip(String... entries) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (String entry : entries) {
                zip.putNextEntry(new ZipEntry(entry));
                zip.write(entry.getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toByteArray();
    }
}
